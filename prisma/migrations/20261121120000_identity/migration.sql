-- Who is buying: how a person was established, who works here, which machines read us. Forward only.

-- The person ---------------------------------------------------------------------------------------------------

ALTER TABLE customer
  ADD COLUMN email_verified boolean NOT NULL DEFAULT false,
  ADD COLUMN name text,
  ADD COLUMN flockjay_user_id text,
  ADD COLUMN sso_issuer text,
  ADD COLUMN sso_subject text,
  ADD COLUMN contact_id text,
  ADD COLUMN erased_at timestamptz(3),
  ALTER COLUMN smid DROP NOT NULL,
  ALTER COLUMN email DROP NOT NULL,
  ALTER COLUMN email_key DROP NOT NULL,
  DROP CONSTRAINT customer_identity_known,
  ADD CONSTRAINT customer_identity_known CHECK (identity IN ('claimed', 'signed', 'sso')),
  ADD CONSTRAINT customer_person_lengths CHECK (
    length(name) <= 200 AND length(flockjay_user_id) <= 128 AND length(sso_subject) <= 255 AND length(contact_id) <= 64),
  ADD CONSTRAINT customer_sso_whole CHECK ((sso_issuer IS NULL) = (sso_subject IS NULL)),
  ADD CONSTRAINT customer_known_or_erased CHECK (CASE WHEN erased_at IS NULL
    THEN smid IS NOT NULL AND email IS NOT NULL AND email_key IS NOT NULL
    ELSE num_nonnulls(smid, email, email_key, name, flockjay_user_id, sso_issuer, sso_subject, contact_id) = 0 END);

-- Only a claimed person is known by the account and the typed address; the others by what their issuer calls them.
CREATE UNIQUE INDEX customer_claimed ON customer (smid, email_key) WHERE (identity = 'claimed');
DROP INDEX customer_smid_email_key_key;
CREATE UNIQUE INDEX customer_flockjay_user_id_key ON customer (flockjay_user_id);
CREATE UNIQUE INDEX customer_sso_issuer_sso_subject_key ON customer (sso_issuer, sso_subject);
CREATE INDEX customer_email_key_idx ON customer (email_key);

-- What is bought again -----------------------------------------------------------------------------------------

ALTER TABLE course ADD COLUMN repeatable boolean NOT NULL DEFAULT false;

-- Attempt and purchase say how the person was established --------------------------------------------------------

ALTER TABLE checkout_attempt
  ADD COLUMN smid text,
  ADD COLUMN identity text NOT NULL DEFAULT 'claimed',
  ADD COLUMN holder text NOT NULL DEFAULT '',
  ADD COLUMN link_smid text,
  ADD COLUMN handoff_jti text,
  ADD COLUMN return_to text,
  ADD COLUMN repeat boolean NOT NULL DEFAULT false;
UPDATE checkout_attempt a SET smid = c.smid, holder = encode(a.browser_hash, 'hex') FROM customer c WHERE c.id = a.customer_id;
ALTER TABLE checkout_attempt
  ALTER COLUMN smid SET NOT NULL,
  ALTER COLUMN identity DROP DEFAULT,
  ADD CONSTRAINT attempt_smid_form CHECK (smid ~ '^[A-Za-z0-9_-]{1,64}$'),
  ADD CONSTRAINT attempt_link_smid_form CHECK (link_smid ~ '^[A-Za-z0-9_-]{1,64}$'),
  ADD CONSTRAINT attempt_identity_known CHECK (identity IN ('claimed', 'signed', 'sso')),
  -- A typed e-mail is nobody's proof: such an attempt belongs to the browser that made it.
  ADD CONSTRAINT attempt_claimed_held_by_browser CHECK (identity <> 'claimed' OR holder <> ''),
  ADD CONSTRAINT attempt_jti_length CHECK (length(handoff_jti) BETWEEN 1 AND 128),
  ADD CONSTRAINT attempt_return_to_length CHECK (length(return_to) <= 2000);

DROP INDEX checkout_attempt_one_live;
CREATE UNIQUE INDEX checkout_attempt_one_live ON checkout_attempt (customer_id, course_id, holder) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX checkout_attempt_one_per_link ON checkout_attempt (handoff_jti) WHERE (closed_at IS NULL);

ALTER TABLE purchase
  ADD COLUMN identity text NOT NULL DEFAULT 'claimed',
  ADD CONSTRAINT purchase_identity_known CHECK (identity IN ('claimed', 'signed', 'sso'));
ALTER TABLE purchase ALTER COLUMN identity DROP DEFAULT;
DROP INDEX purchase_smid_idx;
CREATE INDEX purchase_smid_id_idx ON purchase (smid, id);
CREATE INDEX purchase_invoice_number_idx ON purchase (invoice_number);

-- Once the person is erased, what was frozen may be emptied: to these values and no others.
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
      NEW.holder, NEW.link_smid, NEW.handoff_jti, NEW.return_to, NEW.repeat)
     IS DISTINCT FROM
     (OLD.id, OLD.reference, OLD.customer_id, OLD.course_id, OLD.revision_id, OLD.price_id, OLD.account, OLD.country,
      OLD.po_number, OLD.confirmation_version, OLD.confirmed_at, OLD.parameters, OLD.browser_hash, OLD.smid, OLD.identity,
      OLD.holder, OLD.link_smid, OLD.handoff_jti, OLD.return_to, OLD.repeat)
     OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id) THEN
    RAISE EXCEPTION 'the parameters of a checkout attempt are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION purchase_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.attempt_id, NEW.customer_id, NEW.course_id, NEW.smid, NEW.account, NEW.session_id, NEW.reference, NEW.identity)
     IS DISTINCT FROM
     (OLD.attempt_id, OLD.customer_id, OLD.course_id, OLD.smid, OLD.account, OLD.session_id, OLD.reference, OLD.identity)
     OR (OLD.state = 'paid' AND (NEW.currency, NEW.subtotal, NEW.discount, NEW.tax, NEW.total, NEW.paid_at)
         IS DISTINCT FROM (OLD.currency, OLD.subtotal, OLD.discount, OLD.tax, OLD.total, OLD.paid_at)) THEN
    RAISE EXCEPTION 'what was bought and paid is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What staff look at first: deliveries that did not get there.
CREATE INDEX delivery_not_done ON delivery (state, created_at) WHERE (state <> 'done');

-- What a person should look at ---------------------------------------------------------------------------------

CREATE TABLE finding (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('possible-duplicate', 'smid-mismatch')),
  purchase_id uuid NOT NULL REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  detail text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at timestamptz(3)
);
CREATE UNIQUE INDEX finding_purchase_id_kind_key ON finding (purchase_id, kind);
CREATE INDEX finding_open ON finding (created_at) WHERE (closed_at IS NULL);

-- Signed in, and who may do what --------------------------------------------------------------------------------

CREATE TABLE sign_in (
  id uuid NOT NULL PRIMARY KEY,
  realm text NOT NULL CHECK (realm IN ('cloud', 'staff')),
  issuer text NOT NULL,
  subject text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX sign_in_live ON sign_in (issuer, subject) WHERE (ended_at IS NULL);
CREATE INDEX sign_in_expires_at_idx ON sign_in (expires_at);

CREATE TABLE staff_member (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  issuer text NOT NULL,
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  name text,
  email text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_sign_in_at timestamptz(3)
);
CREATE UNIQUE INDEX staff_member_issuer_subject_key ON staff_member (issuer, subject);

CREATE TABLE staff_role (
  staff_id uuid NOT NULL REFERENCES staff_member (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  role text NOT NULL CHECK (role IN ('marketing', 'finance', 'support', 'admin')),
  granted_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (staff_id, role)
);

CREATE TABLE audit (
  id bigserial NOT NULL PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actor text NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
  action text NOT NULL CHECK (action ~ '^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$'),
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  detail jsonb NOT NULL
);
CREATE INDEX audit_subject_type_subject_id_idx ON audit (subject_type, subject_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Machines -----------------------------------------------------------------------------------------------------

CREATE TABLE api_key (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 60),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  scopes text[] CHECK (scopes IS NOT NULL AND cardinality(scopes) > 0 AND scopes <@ ARRAY['entitlements', 'catalog']),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE UNIQUE INDEX api_key_hash_key ON api_key (hash);
CREATE UNIQUE INDEX api_key_one_live_name ON api_key (name) WHERE (revoked_at IS NULL);
