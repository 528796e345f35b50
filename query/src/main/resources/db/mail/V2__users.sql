-- E-mails to people, not only to customers and dealers (SA-12, SA-20). A user's id is a pseudonym (LG-22).

alter table mail.outbox rename column dealer to tenant;
alter table mail.outbox add column recipient_user text;
comment on column mail.outbox.tenant is 'Code of the dealer or outlet concerned.';
comment on column mail.outbox.recipient_user is 'Which user, of those who have the recipient''s part; null: only one has it.';
