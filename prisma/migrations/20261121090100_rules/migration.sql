-- What the database itself refuses, whatever the code does (architecture: "The database refuses what the code must not do").

-- Values ---------------------------------------------------------------------------------------------------------

ALTER TABLE course
  ADD CONSTRAINT course_sku_form CHECK (sku ~ '^RU(-[A-Z0-9]+)+$' AND length(sku) BETWEEN 4 AND 40),
  ADD CONSTRAINT course_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  ADD CONSTRAINT course_kind_known CHECK (kind IN ('certification', 'course', 'lab', 'live-training')),
  ADD CONSTRAINT course_sale_known CHECK (sale IN ('open', 'announced', 'retired'));

ALTER TABLE price
  ADD CONSTRAINT price_amount_positive CHECK (unit_amount > 0),
  ADD CONSTRAINT price_currency_form CHECK (currency ~ '^[A-Z]{3}$');

ALTER TABLE customer
  ADD CONSTRAINT customer_smid_form CHECK (smid ~ '^[A-Za-z0-9_-]{1,64}$'),
  ADD CONSTRAINT customer_email_form CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(email) <= 254),
  ADD CONSTRAINT customer_email_key_folded CHECK (email_key = lower(email_key)),
  ADD CONSTRAINT customer_identity_known CHECK (identity IN ('claimed'));

ALTER TABLE checkout_attempt
  ADD CONSTRAINT attempt_state_known CHECK (state IN ('creating', 'open', 'pending', 'complete', 'failed', 'expired', 'refused')),
  ADD CONSTRAINT attempt_open_has_session CHECK (state IN ('creating', 'refused', 'expired') OR session_id IS NOT NULL),
  ADD CONSTRAINT attempt_closed_says_when CHECK ((state IN ('creating', 'open', 'pending')) = (closed_at IS NULL)),
  ADD CONSTRAINT attempt_country_form CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT attempt_po_number_length CHECK (length(po_number) BETWEEN 1 AND 40),
  ADD CONSTRAINT attempt_browser_hash_length CHECK (length(browser_hash) = 32);

ALTER TABLE stripe_event
  ADD CONSTRAINT stripe_event_state_known CHECK (state IN ('received', 'handled', 'not-handled')),
  ADD CONSTRAINT stripe_event_handled_says_when CHECK ((state = 'handled') = (handled_at IS NOT NULL));

ALTER TABLE purchase
  ADD CONSTRAINT purchase_state_known CHECK (state IN ('pending', 'paid', 'failed')),
  ADD CONSTRAINT purchase_paid_says_when CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  ADD CONSTRAINT purchase_amounts_add_up CHECK (
    subtotal >= 0 AND discount >= 0 AND tax >= 0 AND total >= 0 AND subtotal - discount + tax = total);

ALTER TABLE access
  ADD CONSTRAINT access_state_known CHECK (state IN ('active', 'pending', 'none'));

ALTER TABLE delivery
  ADD CONSTRAINT delivery_destination_known CHECK (destination IN ('flockjay')),
  ADD CONSTRAINT delivery_action_known CHECK (action IN ('unlock')),
  ADD CONSTRAINT delivery_state_known CHECK (state IN ('waiting', 'done', 'needs-person')),
  ADD CONSTRAINT delivery_done_says_when CHECK ((state = 'done') = (done_at IS NOT NULL));

ALTER TABLE circuit
  ADD CONSTRAINT circuit_state_known CHECK (state IN ('closed', 'open')),
  ADD CONSTRAINT circuit_open_has_probe CHECK ((state = 'open') = (probe_at IS NOT NULL));

ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_book_known CHECK (book IN (
    'stripe_clearing', 'stripe_balance', 'stripe_fees', 'sales', 'discounts', 'tax_payable', 'exchange')),
  ADD CONSTRAINT ledger_entry_moves_something CHECK (amount <> 0);

-- Append-only ----------------------------------------------------------------------------------------------------
-- Triggers bind the owner of the tables too; the application's role additionally holds no UPDATE or DELETE on them.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'Correct by adding a row.';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON course_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON course_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON delivery_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON delivery_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Double entry ---------------------------------------------------------------------------------------------------

-- The writing transaction's id is set here, so that no writer can claim another's.
CREATE FUNCTION ledger_transaction_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE INSERT ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION ledger_transaction_stamp();

-- No entry joins a ledger transaction that an earlier database transaction wrote. (Comparing xmin would break under savepoints.)
CREATE FUNCTION ledger_entry_same_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.ledger_transaction t
                 WHERE t.id = NEW.transaction_id AND t.xid = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'ledger transaction % is closed', NEW.transaction_id
      USING ERRCODE = 'restrict_violation', HINT = 'Post a new ledger transaction.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER same_transaction BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_same_transaction();

CREATE FUNCTION ledger_check_balance(checked uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM public.ledger_entry e WHERE e.transaction_id = checked) < 2 THEN
    RAISE EXCEPTION 'ledger transaction % has fewer than two entries', checked USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM public.ledger_entry e WHERE e.transaction_id = checked
             GROUP BY e.currency HAVING sum(e.amount) <> 0) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero in each currency', checked USING ERRCODE = 'check_violation';
  END IF;
END $$;

CREATE FUNCTION ledger_transaction_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.ledger_check_balance(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balanced();

-- Also from the entries' side: SET CONSTRAINTS IMMEDIATE could fire the one above before the last entry.
CREATE FUNCTION ledger_entry_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.ledger_check_balance(NEW.transaction_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balanced();

-- Frozen columns -------------------------------------------------------------------------------------------------

CREATE FUNCTION price_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.course_id, NEW.account, NEW.currency, NEW.unit_amount, NEW.tax_code)
     IS DISTINCT FROM (OLD.course_id, OLD.account, OLD.currency, OLD.unit_amount, OLD.tax_code) THEN
    RAISE EXCEPTION 'a price never changes: add a new one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fixed BEFORE UPDATE ON price FOR EACH ROW EXECUTE FUNCTION price_is_fixed();

CREATE FUNCTION attempt_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.reference, NEW.customer_id, NEW.course_id, NEW.revision_id, NEW.price_id, NEW.account, NEW.country,
      NEW.po_number, NEW.confirmation_version, NEW.confirmed_at, NEW.parameters, NEW.browser_hash)
     IS DISTINCT FROM
     (OLD.id, OLD.reference, OLD.customer_id, OLD.course_id, OLD.revision_id, OLD.price_id, OLD.account, OLD.country,
      OLD.po_number, OLD.confirmation_version, OLD.confirmed_at, OLD.parameters, OLD.browser_hash)
     OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id) THEN
    RAISE EXCEPTION 'the parameters of a checkout attempt are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON checkout_attempt FOR EACH ROW EXECUTE FUNCTION attempt_is_frozen();

CREATE FUNCTION purchase_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.attempt_id, NEW.customer_id, NEW.course_id, NEW.smid, NEW.account, NEW.session_id, NEW.reference)
     IS DISTINCT FROM (OLD.attempt_id, OLD.customer_id, OLD.course_id, OLD.smid, OLD.account, OLD.session_id, OLD.reference)
     OR (OLD.state = 'paid' AND (NEW.currency, NEW.subtotal, NEW.discount, NEW.tax, NEW.total, NEW.paid_at)
         IS DISTINCT FROM (OLD.currency, OLD.subtotal, OLD.discount, OLD.tax, OLD.total, OLD.paid_at)) THEN
    RAISE EXCEPTION 'what was bought and paid is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON purchase FOR EACH ROW EXECUTE FUNCTION purchase_is_frozen();

-- Jobs -----------------------------------------------------------------------------------------------------------

-- One job of pg-boss with its queue's settings, written by plain SQL so that a row and its job can be one statement
-- (one round trip for a webhook). Inserting into pgboss.job is pg-boss's documented way from SQL. NULL when a job with
-- this key is already waiting in a queue that allows only one.
CREATE FUNCTION enqueue_job(queue text, payload jsonb, job_key text, due timestamptz) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  made uuid;
BEGIN
  INSERT INTO pgboss.job (name, data, singleton_key, start_after, expire_seconds, deletion_seconds, keep_until,
                          retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
  SELECT q.name, payload, job_key, due, q.expire_seconds, q.deletion_seconds, due + q.retention_seconds * interval '1s',
         q.retry_limit, q.retry_delay, coalesce(q.retry_backoff, false), q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
  FROM pgboss.queue q WHERE q.name = queue
  ON CONFLICT DO NOTHING
  RETURNING id INTO made;
  IF made IS NULL AND NOT EXISTS (SELECT 1 FROM pgboss.queue q WHERE q.name = queue) THEN
    RAISE EXCEPTION 'no queue named %', queue USING ERRCODE = 'undefined_object', HINT = 'Run npm run migrate.';
  END IF;
  RETURN made;
END $$;
