-- Which way tax was calculated, what proves it, what finance has to look at, invoices made anew, refunds ordered here,
-- codes redeemed.

-- Empty: an attempt of the version before, whose parameters tell.
ALTER TABLE checkout_attempt
  ADD COLUMN tax_route text CONSTRAINT checkout_attempt_tax_route_known CHECK (tax_route IN ('automatic', 'manual', 'fallback'));

-- Codes count in either case at Stripe: kept in upper case.
ALTER TABLE purchase
  ADD COLUMN promotion_code text CHECK (promotion_code = upper(promotion_code)),
  ADD COLUMN promotion_code_id text;
CREATE INDEX purchase_promotion_code_idx ON purchase (promotion_code) WHERE (promotion_code IS NOT NULL);

-- The part of a credit note that moved no money through Stripe: a correction of a document.
ALTER TABLE credit_note
  ADD COLUMN out_of_band bigint NOT NULL DEFAULT 0 CHECK (out_of_band >= 0 AND out_of_band <= amount);

CREATE INDEX credit_note_number_idx ON credit_note (number);

CREATE TABLE tax_evidence (
  purchase_id uuid NOT NULL PRIMARY KEY REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  account text NOT NULL,
  route text NOT NULL CHECK (route IN ('automatic', 'manual', 'fallback')),
  country_asked char(2) NOT NULL,
  country_collected char(2),
  state text,
  postal_code text,
  -- Registrations of the account that were active when it was paid; empty while they could not be read.
  registrations jsonb,
  -- Rates and authorities as Stripe gave them.
  lines jsonb NOT NULL,
  tax_ids jsonb NOT NULL,
  tax_exempt text NOT NULL CHECK (tax_exempt IN ('none', 'exempt', 'reverse')),
  confirmation_version text NOT NULL,
  confirmed_at timestamptz(3) NOT NULL,
  -- Ticked on the payment page; empty where it was not asked.
  terms_accepted boolean,
  recorded_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Evidence is not edited: only registrations that could not be read at first may be added, once.
CREATE FUNCTION tax_evidence_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.registrations IS NULL THEN
    OLD.registrations := NEW.registrations;
  END IF;
  IF NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'tax evidence is kept as it was recorded' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON tax_evidence FOR EACH ROW EXECUTE FUNCTION tax_evidence_is_kept();
CREATE TRIGGER append_only BEFORE DELETE ON tax_evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON tax_evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What finance looks at. `amount`: tax that was missed (positive) or taken in vain (negative); empty where it is not known.
CREATE TABLE tax_finding (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  kind text NOT NULL CHECK (kind IN (
    'country-mismatch', 'untaxed', 'not-registered', 'reverse-charge', 'exempt', 'registrations-unknown', 'invoice-corrected')),
  place text,
  amount bigint,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  detail text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at timestamptz(3)
);
CREATE UNIQUE INDEX tax_finding_purchase_id_kind_key ON tax_finding (purchase_id, kind);
CREATE INDEX tax_finding_open ON tax_finding (created_at) WHERE (closed_at IS NULL);

-- A paid invoice cannot be revised: the old one is credited without money, and a new one made.
CREATE TABLE invoice_correction (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  state text NOT NULL DEFAULT 'requested' CHECK (state IN ('requested', 'issuing', 'issued', 'declined')),
  -- Who asked: the learner, or staff:<id>.
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  company_name text,
  tax_id_type text,
  tax_id_value text,
  po_number text,
  decided_by text,
  decided_at timestamptz(3),
  -- Why it was declined, or what went wrong while it was issued.
  note text,
  replaced_invoice_id text,
  credit_note_id text,
  credit_note_number text,
  invoice_id text,
  invoice_number text,
  tax_before bigint,
  tax_after bigint,
  CONSTRAINT invoice_correction_asks CHECK (company_name IS NOT NULL OR tax_id_value IS NOT NULL OR po_number IS NOT NULL),
  CONSTRAINT invoice_correction_tax_id_whole CHECK ((tax_id_type IS NULL) = (tax_id_value IS NULL)),
  CONSTRAINT invoice_correction_decided CHECK ((state = 'requested') = (decided_at IS NULL)),
  CONSTRAINT invoice_correction_issued_whole CHECK (state <> 'issued' OR (invoice_id IS NOT NULL AND credit_note_id IS NOT NULL))
);
CREATE UNIQUE INDEX invoice_correction_one_open ON invoice_correction (purchase_id) WHERE (state = 'requested' OR state = 'issuing');
CREATE INDEX invoice_correction_invoice_number_idx ON invoice_correction (invoice_number) WHERE (invoice_number IS NOT NULL);
CREATE INDEX invoice_correction_purchase_id_idx ON invoice_correction (purchase_id, requested_at);

CREATE FUNCTION invoice_correction_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.purchase_id, NEW.requested_by, NEW.requested_at, NEW.company_name, NEW.tax_id_type, NEW.tax_id_value, NEW.po_number)
     IS DISTINCT FROM
     (OLD.id, OLD.purchase_id, OLD.requested_by, OLD.requested_at, OLD.company_name, OLD.tax_id_type, OLD.tax_id_value, OLD.po_number)
     OR OLD.state IN ('issued', 'declined') THEN
    RAISE EXCEPTION 'what was asked for and decided is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON invoice_correction FOR EACH ROW EXECUTE FUNCTION invoice_correction_is_kept();

-- A refund that staff ordered here, recorded before Stripe is asked: its id is the idempotency key.
CREATE TABLE refund_order (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  state text NOT NULL DEFAULT 'ordered' CHECK (state IN ('ordered', 'done', 'refused')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  reason text NOT NULL,
  ordered_by text NOT NULL,
  ordered_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ended_at timestamptz(3),
  credit_note_id text,
  refund_id text,
  failure text,
  CONSTRAINT refund_order_ended CHECK ((state = 'ordered') = (ended_at IS NULL))
);
CREATE INDEX refund_order_purchase_id_idx ON refund_order (purchase_id);
CREATE INDEX refund_order_open ON refund_order (ordered_at) WHERE (state = 'ordered');

CREATE FUNCTION refund_order_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.purchase_id, NEW.amount, NEW.currency, NEW.reason, NEW.ordered_by, NEW.ordered_at)
     IS DISTINCT FROM (OLD.id, OLD.purchase_id, OLD.amount, OLD.currency, OLD.reason, OLD.ordered_by, OLD.ordered_at)
     OR OLD.state <> 'ordered' THEN
    RAISE EXCEPTION 'a refund order is kept as it was given' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON refund_order FOR EACH ROW EXECUTE FUNCTION refund_order_is_kept();

-- The way tax is calculated is frozen with everything else an attempt is made from.
CREATE OR REPLACE FUNCTION attempt_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.parameters = '{}' AND NEW.browser_hash = decode(repeat('00', 32), 'hex') AND NEW.holder = 'erased' AND NEW.return_to IS NULL
     AND EXISTS (SELECT 1 FROM public.customer c WHERE c.id = OLD.customer_id AND c.erased_at IS NOT NULL) THEN
    NEW.session_url := NULL;
    OLD.parameters := NEW.parameters;
    OLD.browser_hash := NEW.browser_hash;
    OLD.holder := NEW.holder;
    OLD.return_to := NEW.return_to;
  END IF;
  IF (NEW.id, NEW.reference, NEW.customer_id, NEW.course_id, NEW.revision_id, NEW.price_id, NEW.account, NEW.country,
      NEW.po_number, NEW.confirmation_version, NEW.confirmed_at, NEW.parameters, NEW.browser_hash, NEW.smid, NEW.identity,
      NEW.holder, NEW.link_smid, NEW.handoff_jti, NEW.return_to, NEW.repeat, NEW.tax_route)
     IS DISTINCT FROM
     (OLD.id, OLD.reference, OLD.customer_id, OLD.course_id, OLD.revision_id, OLD.price_id, OLD.account, OLD.country,
      OLD.po_number, OLD.confirmation_version, OLD.confirmed_at, OLD.parameters, OLD.browser_hash, OLD.smid, OLD.identity,
      OLD.holder, OLD.link_smid, OLD.handoff_jti, OLD.return_to, OLD.repeat, OLD.tax_route)
     OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id) THEN
    RAISE EXCEPTION 'the parameters of a checkout attempt are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
