-- Money that goes back, what Stripe's balance says, and who is at work. Forward only.

-- Readings -----------------------------------------------------------------------------------------------------

-- Each reading of a payment at Stripe takes a number before it begins. A reading that began later has seen all that
-- was true when an earlier one began, so it alone may replace what that one left.
CREATE SEQUENCE reading AS bigint;

-- Checkout -----------------------------------------------------------------------------------------------------

-- A session that was closed here may still turn out paid by a delayed method: its attempt waits for the money without
-- being the live one again, which another attempt may be by now.
ALTER TABLE checkout_attempt
  DROP CONSTRAINT attempt_closed_says_when,
  ADD CONSTRAINT attempt_closed_says_when CHECK (CASE state
    WHEN 'pending' THEN true
    WHEN 'creating' THEN closed_at IS NULL
    WHEN 'open' THEN closed_at IS NULL
    ELSE closed_at IS NOT NULL END);

-- Events -------------------------------------------------------------------------------------------------------

ALTER TABLE stripe_event
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN due_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- W3C trace context of the request that brought it, so that one trace leads to the learning platform's answer.
  ADD COLUMN traceparent text,
  ADD CONSTRAINT stripe_event_traceparent_form CHECK (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');

-- Money back ---------------------------------------------------------------------------------------------------

CREATE TABLE refund (
  id text NOT NULL PRIMARY KEY,
  account text NOT NULL,
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed')),
  reading bigint NOT NULL,
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX refund_purchase_id_idx ON refund (purchase_id);
CREATE INDEX refund_pending ON refund (created_at) WHERE (state = 'pending');

CREATE TABLE dispute (
  id text NOT NULL PRIMARY KEY,
  account text NOT NULL,
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount >= 0),
  state text NOT NULL CHECK (state IN ('inquiry', 'inquiry-closed', 'open', 'won', 'lost', 'prevented')),
  reason text NOT NULL,
  reading bigint NOT NULL,
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX dispute_purchase_id_idx ON dispute (purchase_id);
CREATE INDEX dispute_state_idx ON dispute (state);

CREATE TABLE credit_note (
  id text NOT NULL PRIMARY KEY,
  account text NOT NULL,
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  number text NOT NULL,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount bigint NOT NULL CHECK (amount >= 0),
  tax bigint NOT NULL CHECK (tax >= 0 AND tax <= amount),
  state text NOT NULL CHECK (state IN ('issued', 'void')),
  reading bigint NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX credit_note_purchase_id_idx ON credit_note (purchase_id);

-- What was decided about a refund or dispute never changes who it belongs to or how much it was.
CREATE FUNCTION money_back_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.account, NEW.purchase_id, NEW.currency) IS DISTINCT FROM (OLD.id, OLD.account, OLD.purchase_id, OLD.currency)
     OR NEW.reading < OLD.reading THEN
    RAISE EXCEPTION 'money that went back keeps its purchase, and no older reading replaces a newer one'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON refund FOR EACH ROW EXECUTE FUNCTION money_back_is_frozen();
CREATE TRIGGER frozen BEFORE UPDATE ON dispute FOR EACH ROW EXECUTE FUNCTION money_back_is_frozen();
CREATE TRIGGER frozen BEFORE UPDATE ON credit_note FOR EACH ROW EXECUTE FUNCTION money_back_is_frozen();

-- The money book -----------------------------------------------------------------------------------------------

ALTER TABLE ledger_entry
  ADD COLUMN jurisdiction text,
  DROP CONSTRAINT ledger_entry_book_known,
  ADD CONSTRAINT ledger_entry_book_known CHECK (book IN (
    'stripe_clearing', 'stripe_balance', 'stripe_fees', 'sales', 'discounts', 'tax_payable', 'exchange',
    'refunds', 'disputes', 'dispute_fees', 'exchange_difference', 'payouts')),
  ADD CONSTRAINT ledger_entry_jurisdiction_of_tax CHECK (
    jurisdiction IS NULL OR (book = 'tax_payable' AND length(jurisdiction) BETWEEN 1 AND 200));
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_kind_known CHECK (kind IN (
  'sale', 'settlement', 'refund', 'refund-failure', 'refund-settlement', 'refund-failure-settlement', 'credit-note',
  'rounding', 'dispute-withdrawal', 'dispute-reinstatement', 'payout', 'payout-reversal', 'stripe-fee'));

-- Stripe's balance transactions as Stripe lists them: read by another way than the ledger's postings, to compare with.
CREATE TABLE balance_transaction (
  id text NOT NULL PRIMARY KEY,
  account text NOT NULL,
  category text NOT NULL,
  type text NOT NULL,
  source text,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  gross bigint NOT NULL,
  fee bigint NOT NULL,
  net bigint NOT NULL CHECK (gross - fee = net),
  created_at timestamptz(3) NOT NULL,
  mirrored_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX balance_transaction_account_created_at_idx ON balance_transaction (account, created_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON balance_transaction FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON balance_transaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Comparing ----------------------------------------------------------------------------------------------------

-- What two systems say differently and nobody could explain yet. One open row for each kind and subject.
CREATE TABLE discrepancy (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  kind text NOT NULL CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'),
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 300),
  account text,
  detail text NOT NULL,
  first_seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  resolved_at timestamptz(3)
);
CREATE UNIQUE INDEX discrepancy_open ON discrepancy (kind, subject) WHERE (resolved_at IS NULL);

-- When each comparison last came to its end, and how far it has read.
CREATE TABLE reconciliation (
  name text NOT NULL PRIMARY KEY,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  read_until timestamptz(3)
);

-- Access and deliveries ------------------------------------------------------------------------------------------

ALTER TABLE access
  DROP CONSTRAINT access_state_known,
  ADD CONSTRAINT access_state_known CHECK (state IN ('active', 'pending', 'suspended', 'revoked', 'none'));

-- What is owed to one destination for one purchase is a series: unlock, revoke, unlock again. Only its last counts.
ALTER TABLE delivery
  ADD COLUMN number integer NOT NULL DEFAULT 1 CHECK (number >= 1),
  ADD COLUMN claimed_by bigint,
  ADD COLUMN traceparent text,
  DROP CONSTRAINT delivery_action_known,
  ADD CONSTRAINT delivery_action_known CHECK (action IN ('unlock', 'revoke')),
  DROP CONSTRAINT delivery_state_known,
  ADD CONSTRAINT delivery_state_known CHECK (state IN ('waiting', 'done', 'needs-person', 'superseded')),
  ADD CONSTRAINT delivery_traceparent_form CHECK (traceparent ~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
CREATE UNIQUE INDEX delivery_purchase_id_destination_number_key ON delivery (purchase_id, destination, number);
DROP INDEX delivery_purchase_id_destination_action_key;
CREATE UNIQUE INDEX delivery_one_unfinished ON delivery (purchase_id, destination) WHERE (state <> 'done' AND state <> 'superseded');

-- Who is at work -----------------------------------------------------------------------------------------------

-- A worker holds an advisory lock with its number for as long as it lives: Postgres lets go of it when the process dies.
CREATE TABLE worker_process (
  id bigserial NOT NULL PRIMARY KEY,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ended_at timestamptz(3),
  ending text CHECK (ending IN ('stopped', 'died')),
  CONSTRAINT worker_process_ending_whole CHECK ((ended_at IS NULL) = (ending IS NULL))
);
CREATE INDEX worker_process_running ON worker_process (id) WHERE (ended_at IS NULL);

ALTER TABLE finding
  DROP CONSTRAINT finding_kind_check,
  ADD CONSTRAINT finding_kind_known CHECK (kind IN (
    'possible-duplicate', 'smid-mismatch', 'early-fraud-warning', 'invoice-failed', 'dispute', 'currency-mismatch'));
