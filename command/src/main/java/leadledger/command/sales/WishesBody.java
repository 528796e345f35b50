package leadledger.command.sales;

import io.swagger.v3.oas.annotations.media.Schema;
import leadledger.command.desk.Fields;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.Wishes;
import org.jspecify.annotations.Nullable;

/**
 * What the customer wants, as a client tells it; see {@link Wishes}.
 *
 * @param request what the customer asks for
 * @param testDriveWanted whether a test drive is wanted
 * @param testDriveWish when, where, which car
 * @param purchaseHorizon {@link PurchaseHorizon}
 * @param model model wanted
 * @param powertrain {@link Powertrain}
 * @param otherRequests whatever else is asked for
 */
public record WishesBody(
        @Schema(maxLength = WishesBody.FREE_TEXT) @Nullable String request,
        @Nullable Boolean testDriveWanted,
        @Schema(maxLength = WishesBody.FREE_TEXT) @Nullable String testDriveWish,

        @Schema(implementation = PurchaseHorizon.class) @Nullable
        String purchaseHorizon,

        @Schema(maxLength = WishesBody.LINE) @Nullable String model,
        @Schema(implementation = Powertrain.class) @Nullable String powertrain,
        @Schema(maxLength = WishesBody.FREE_TEXT) @Nullable String otherRequests) {

    /** Most characters of a free text. */
    public static final int FREE_TEXT = 4_000;
    /** Most characters of a text of one line. */
    public static final int LINE = 200;

    /** Of a new lead. */
    public static Wishes read(Fields fields, @Nullable WishesBody given) {
        if (given == null) {
            return Wishes.NONE;
        }
        return new Wishes(
                fields.text("wishes.request", given.request, FREE_TEXT),
                given.testDriveWanted,
                fields.text("wishes.testDriveWish", given.testDriveWish, FREE_TEXT),
                fields.oneOf("wishes.purchaseHorizon", given.purchaseHorizon, PurchaseHorizon.class),
                fields.text("wishes.model", given.model, LINE),
                fields.oneOf("wishes.powertrain", given.powertrain, Powertrain.class),
                fields.text("wishes.otherRequests", given.otherRequests, FREE_TEXT));
    }

    /** What is to change (SA-02): what is absent stays, an empty text takes away. */
    public static WishesEdit readEdit(Fields fields, @Nullable WishesBody given) {
        if (given == null) {
            return WishesEdit.NOTHING;
        }
        return new WishesEdit(
                fields.editedText("wishes.request", given.request, FREE_TEXT),
                given.testDriveWanted,
                fields.editedText("wishes.testDriveWish", given.testDriveWish, FREE_TEXT),
                edited(fields, "wishes.purchaseHorizon", given.purchaseHorizon, PurchaseHorizon.class),
                fields.editedText("wishes.model", given.model, LINE),
                edited(fields, "wishes.powertrain", given.powertrain, Powertrain.class),
                fields.editedText("wishes.otherRequests", given.otherRequests, FREE_TEXT));
    }

    private static <E extends Enum<E>> @Nullable String edited(
            Fields fields, String field, @Nullable String value, Class<E> type) {
        if (value != null && Fields.isBlank(value)) {
            return "";
        }
        E constant = fields.oneOf(field, value, type);
        return constant == null ? null : constant.name();
    }
}
