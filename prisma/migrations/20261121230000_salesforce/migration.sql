-- Salesforce as a second destination: what each purchase's record there was last written as, whom it is linked to, and
-- whether anything is owed there at all.

-- Checks that widen what is allowed need no look at old rows.
ALTER TABLE delivery
  DROP CONSTRAINT delivery_destination_known,
  ADD CONSTRAINT delivery_destination_known CHECK (destination IN ('flockjay', 'salesforce')) NOT VALID,
  DROP CONSTRAINT delivery_action_known,
  ADD CONSTRAINT delivery_action_known CHECK (
    (destination = 'flockjay' AND action IN ('unlock', 'revoke')) OR (destination = 'salesforce' AND action = 'sync')
  ) NOT VALID;

-- `enabled`: whether anything is owed to the destination; set by workers as they start, from their configuration, so
-- that every process owes the same. `detail`: why it is open, in words for staff.
ALTER TABLE circuit
  ADD COLUMN enabled boolean NOT NULL DEFAULT true,
  ADD COLUMN detail text;
INSERT INTO circuit (destination, enabled) VALUES ('salesforce', false);

-- One row per purchase that was ever owed to Salesforce.
CREATE TABLE salesforce_record (
  purchase_id uuid NOT NULL PRIMARY KEY REFERENCES purchase (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  -- SHA-256 of the record as it was last owed, and as it was last written there (empty: never).
  owed_digest text CHECK (owed_digest ~ '^[0-9a-f]{64}$'),
  sent_digest text CHECK (sent_digest ~ '^[0-9a-f]{64}$'),
  sent_at timestamptz(3),
  match text NOT NULL DEFAULT 'pending' CHECK (match IN ('pending', 'matched', 'ambiguous')),
  -- Why it is not matched; empty before the first look and once it is.
  reason text CHECK (reason IN ('no-account', 'several-accounts', 'no-contact', 'several-contacts')),
  -- Ids there.
  account_id text CHECK (account_id ~ '^001[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$'),
  contact_id text CHECK (contact_id ~ '^003[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$'),
  pending_since timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  looked_at timestamptz(3),
  matched_at timestamptz(3),
  -- A person said that nobody needs to look at this unmatched purchase; it is still looked for.
  left_by text,
  left_at timestamptz(3),
  CONSTRAINT salesforce_record_sent_whole CHECK ((sent_digest IS NULL) = (sent_at IS NULL)),
  CONSTRAINT salesforce_record_left_whole CHECK ((left_by IS NULL) = (left_at IS NULL)),
  CONSTRAINT salesforce_record_matched_whole CHECK (
    (match = 'matched') = (matched_at IS NOT NULL)
    AND (match <> 'matched' OR (account_id IS NOT NULL AND contact_id IS NOT NULL AND reason IS NULL))
    AND (match <> 'ambiguous' OR coalesce(reason IN ('several-accounts', 'several-contacts'), false))
  )
  -- Each is written a few times right after it was made: room on its own page spares the index.
) WITH (fillfactor = 50);
CREATE INDEX salesforce_record_unmatched ON salesforce_record (looked_at) WHERE (match <> 'matched');

-- A person at Redis said which contact somebody is, within one account: holds for all they bought and will buy there.
CREATE TABLE salesforce_contact (
  customer_id uuid NOT NULL REFERENCES customer (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  smid text NOT NULL,
  contact_id text NOT NULL CHECK (contact_id ~ '^003[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$'),
  -- The contact's account there.
  account_id text NOT NULL CHECK (account_id ~ '^001[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$'),
  chosen_by text NOT NULL,
  chosen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (customer_id, smid)
);

-- Deliveries to Salesforce are carried out many at a time: found by destination; and those under way are counted.
CREATE INDEX delivery_waiting_destination ON delivery (destination, due_at) WHERE (state = 'waiting');
CREATE INDEX delivery_claimed ON delivery (destination, claimed_until) WHERE (claimed_until IS NOT NULL);
