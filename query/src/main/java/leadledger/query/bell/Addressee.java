package leadledger.query.bell;

import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.access.SalesTenancy;
import org.jspecify.annotations.Nullable;

/** Who is told of something (通知先). */
sealed interface Addressee {

    /** The code under which a reader's scope has it (AC-03). */
    String tenant();

    /** The dealer; none: somebody of an outlet is told. */
    default @Nullable DealerId ofDealer() {
        return null;
    }

    /** The outlet; none: a dealer's people are told. */
    default @Nullable OutletId ofOutlet() {
        return null;
    }

    /** All people of a dealer's aftersales. */
    record Dealer(DealerId dealer) implements Addressee {

        @Override
        public String tenant() {
            return dealer.value();
        }

        @Override
        public DealerId ofDealer() {
            return dealer;
        }
    }

    /** The managers of an outlet (SA-12). */
    record Managers(OutletId outlet) implements Addressee {

        @Override
        public String tenant() {
            return outlet.value();
        }

        @Override
        public OutletId ofOutlet() {
            return outlet;
        }
    }

    /** One person at an outlet (SA-20). */
    record Person(OutletId outlet, UserId user) implements Addressee {

        @Override
        public String tenant() {
            return SalesTenancy.owner(outlet, user);
        }

        @Override
        public OutletId ofOutlet() {
            return outlet;
        }
    }

    /** The one whom a tenant's code means. */
    static Addressee of(String tenant) {
        int slash = tenant.indexOf('/');
        if (slash >= 0) {
            return new Person(new OutletId(tenant.substring(0, slash)), new UserId(tenant.substring(slash + 1)));
        }
        return OutletId.isWellFormed(tenant) ? new Managers(new OutletId(tenant)) : new Dealer(new DealerId(tenant));
    }
}
