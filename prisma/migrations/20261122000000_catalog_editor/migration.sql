-- Marketing edits the catalog: drafts, publications now or later, pages of the site beside units, images, prices step by
-- step. The small tables changed here have tens of rows; the large one (checkout_attempt) only gets an empty column.

-- Whoever may change prices, beside all that marketing may.
ALTER TABLE staff_role DROP CONSTRAINT staff_role_role_check;
ALTER TABLE staff_role ADD CONSTRAINT staff_role_role_check
  CHECK (role IN ('marketing', 'marketing-admin', 'finance', 'support', 'admin')) NOT VALID;

-- Units ----------------------------------------------------------------------------------------------------------

-- A unit may be written before Flockjay has its course; sold it is only with one.
ALTER TABLE course
  ALTER COLUMN flockjay_course_id DROP NOT NULL,
  ADD COLUMN flockjay_checked_at timestamptz(3),
  ADD COLUMN retired_reason text,
  ADD CONSTRAINT course_flockjay_form CHECK (flockjay_course_id ~ '^[\x21-\x7e]{1,64}$') NOT VALID,
  ADD CONSTRAINT course_sold_is_mapped CHECK (sale <> 'open' OR flockjay_course_id IS NOT NULL) NOT VALID,
  ADD CONSTRAINT course_retired_reason CHECK (
    retired_reason IS NULL OR (sale = 'retired' AND length(retired_reason) BETWEEN 3 AND 500)
  ) NOT VALID;

-- `complete`: it can be shown to the public. An incomplete one is a draft kept for a preview or before it was overwritten.
ALTER TABLE course_revision ADD COLUMN complete boolean NOT NULL DEFAULT true;

CREATE FUNCTION course_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> OLD.kind THEN
    RAISE EXCEPTION 'the kind of a unit is fixed' USING ERRCODE = 'restrict_violation';
  END IF;
  -- An attempt carries the SKU to Stripe; a new one takes a share lock on this row, so that it cannot slip in between.
  IF NEW.sku <> OLD.sku AND EXISTS (SELECT 1 FROM public.checkout_attempt a WHERE a.course_id = OLD.id) THEN
    RAISE EXCEPTION 'the SKU is fixed once somebody began to buy' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.published_revision_id IS NOT NULL THEN
    IF NEW.slug <> OLD.slug THEN
      RAISE EXCEPTION 'the address of a published page is fixed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.published_revision_id IS NULL THEN
      RAISE EXCEPTION 'a published page stays: retire the unit' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON course FOR EACH ROW EXECUTE FUNCTION course_is_kept();

CREATE FUNCTION course_shows_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.published_revision_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM public.course_revision r
    WHERE r.id = NEW.published_revision_id AND r.course_id = NEW.id AND r.complete
  ) THEN
    RAISE EXCEPTION 'only a complete revision of the unit itself is published' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER shows_its_own BEFORE INSERT OR UPDATE OF published_revision_id ON course
  FOR EACH ROW EXECUTE FUNCTION course_shows_its_own();

-- Pages of the site that are no unit -------------------------------------------------------------------------------

CREATE TABLE site_page (
  name text NOT NULL PRIMARY KEY CHECK (name IN ('catalog', 'refund-policy', 'address-confirmation')),
  published_revision_id uuid
);

-- `label`: how a version is named to people, and by purchases that were made under it.
CREATE TABLE site_revision (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  page text NOT NULL REFERENCES site_page (name) ON UPDATE CASCADE ON DELETE RESTRICT,
  number integer NOT NULL CHECK (number > 0),
  label text NOT NULL CHECK (label ~ '^\d{4}-\d{2}-\d{2}(\.\d+)?$'),
  content jsonb NOT NULL,
  complete boolean NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX site_revision_page_number_key ON site_revision (page, number);
CREATE UNIQUE INDEX site_revision_page_label_key ON site_revision (page, label);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON site_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON site_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE UNIQUE INDEX site_page_published_revision_id_key ON site_page (published_revision_id);
ALTER TABLE site_page ADD CONSTRAINT site_page_published_revision_id_fkey
  FOREIGN KEY (published_revision_id) REFERENCES site_revision (id) ON UPDATE CASCADE ON DELETE RESTRICT;

CREATE FUNCTION site_page_shows_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.published_revision_id IS NOT NULL AND NEW.published_revision_id IS NULL THEN
    RAISE EXCEPTION 'a published page stays' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.published_revision_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM public.site_revision r
    WHERE r.id = NEW.published_revision_id AND r.page = NEW.name AND r.complete
  ) THEN
    RAISE EXCEPTION 'only a complete revision of the page itself is published' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER shows_its_own BEFORE INSERT OR UPDATE ON site_page
  FOR EACH ROW EXECUTE FUNCTION site_page_shows_its_own();

-- What these pages said until now, as their first revisions.
INSERT INTO site_page (name) VALUES ('catalog'), ('refund-policy'), ('address-confirmation');
INSERT INTO site_revision (page, number, label, content, complete, created_by, created_at) VALUES
('catalog', 1, '2026-11-21', $json${
  "hero": {
    "title": "Learn Redis from the people who build it.",
    "text": "Courses, labs, live trainings and the certification exam. Pay once, start in seconds."
  },
  "featured": [],
  "sections": [],
  "faq": []
}$json$, true, 'system', '2026-11-21 00:00:00+00'),
('refund-policy', 1, '2026-11-21', $json${
  "title": "Refund policy",
  "summary": "Full refund within 14 days of purchase.",
  "body": "You get a full refund, tax included, when you ask within 14 days of purchase.\n\nAsk with your support reference, which begins with RU- and stands on the page after payment and in the mail from Stripe. The money goes back the way it came; banks take 5 to 10 days.\n\nA full refund ends access to the course. A partial refund does not.\n\n[Ask for a refund](/university/go/help)"
}$json$, true, 'system', '2026-11-21 00:00:00+00'),
('address-confirmation', 1, '2026-11-21', $json${
  "text": "I will give my correct billing address, and I know that tax is calculated from it."
}$json$, true, 'system', '2026-11-21 00:00:00+00');
UPDATE site_page SET published_revision_id = (SELECT id FROM site_revision r WHERE r.page = site_page.name);

-- Drafts and publications ------------------------------------------------------------------------------------------

-- One draft of a unit or page at a time. Each save is a new version, and only the version one began from can be saved
-- over: the second of two editors is told.
CREATE TABLE document_draft (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  course_id uuid REFERENCES course (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  page text REFERENCES site_page (name) ON UPDATE CASCADE ON DELETE RESTRICT,
  content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  updated_by text NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT document_draft_of_one CHECK (num_nonnulls(course_id, page) = 1)
);
CREATE UNIQUE INDEX document_draft_course_id_key ON document_draft (course_id);
CREATE UNIQUE INDEX document_draft_page_key ON document_draft (page);

-- Each time a revision went public or is to: the history.
CREATE TABLE publication (
  id uuid NOT NULL DEFAULT uuidv7() PRIMARY KEY,
  course_id uuid REFERENCES course (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  page text REFERENCES site_page (name) ON UPDATE CASCADE ON DELETE RESTRICT,
  course_revision_id uuid REFERENCES course_revision (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  site_revision_id uuid REFERENCES site_revision (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  state text NOT NULL CHECK (state IN ('scheduled', 'done', 'cancelled')),
  due_at timestamptz(3) NOT NULL,
  zone text NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  settled_by text,
  settled_at timestamptz(3),
  CONSTRAINT publication_of_one CHECK (num_nonnulls(course_id, page) = 1),
  CONSTRAINT publication_revision_of_it CHECK (
    (course_id IS NULL) = (course_revision_id IS NULL) AND (page IS NULL) = (site_revision_id IS NULL)
  ),
  CONSTRAINT publication_settled CHECK (
    (state = 'scheduled') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)
  )
);
CREATE UNIQUE INDEX publication_one_scheduled_course ON publication (course_id) WHERE (state = 'scheduled');
CREATE UNIQUE INDEX publication_one_scheduled_page ON publication (page) WHERE (state = 'scheduled');
CREATE INDEX publication_due ON publication (due_at) WHERE (state = 'scheduled');
CREATE INDEX publication_course_id_created_at_idx ON publication (course_id, created_at);
CREATE INDEX publication_page_created_at_idx ON publication (page, created_at);

CREATE FUNCTION publication_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'scheduled'
     OR (NEW.id, NEW.course_id, NEW.page, NEW.course_revision_id, NEW.site_revision_id, NEW.due_at, NEW.zone,
         NEW.created_by, NEW.created_at)
        IS DISTINCT FROM
        (OLD.id, OLD.course_id, OLD.page, OLD.course_revision_id, OLD.site_revision_id, OLD.due_at, OLD.zone,
         OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a publication is kept as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE ON publication FOR EACH ROW EXECUTE FUNCTION publication_is_kept();

-- What is public now, as the beginning of each history.
INSERT INTO publication (course_id, course_revision_id, state, due_at, zone, created_by, created_at, settled_by, settled_at)
SELECT c.id, r.id, 'done', r.created_at, 'UTC', r.created_by, r.created_at, r.created_by, r.created_at
FROM course c JOIN course_revision r ON r.id = c.published_revision_id;
INSERT INTO publication (page, site_revision_id, state, due_at, zone, created_by, created_at, settled_by, settled_at)
SELECT p.name, r.id, 'done', r.created_at, 'UTC', r.created_by, r.created_at, r.created_by, r.created_at
FROM site_page p JOIN site_revision r ON r.id = p.published_revision_id;

-- Images -----------------------------------------------------------------------------------------------------------

-- Re-encoded by us, in two widths; `id` is the SHA-256 of the large one. Addresses carry it, so an image never changes.
CREATE TABLE image (
  id text NOT NULL PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
  width integer NOT NULL CHECK (width BETWEEN 1 AND 4000),
  height integer NOT NULL CHECK (height BETWEEN 1 AND 4000),
  large bytea NOT NULL CHECK (length(large) BETWEEN 1 AND 4000000),
  small bytea NOT NULL CHECK (length(small) BETWEEN 1 AND 1000000),
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON image FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON image FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Prices -----------------------------------------------------------------------------------------------------------

-- A new price is written down first (neither active nor ever activated), made at Stripe, then activated while the old one
-- is replaced; the replaced one is archived at Stripe afterwards.
ALTER TABLE price
  ADD COLUMN created_by text NOT NULL DEFAULT 'system',
  ADD COLUMN activated_at timestamptz(3) DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN replaced_at timestamptz(3),
  ADD COLUMN archived_at timestamptz(3),
  ADD CONSTRAINT price_active_is_current CHECK (NOT active OR (activated_at IS NOT NULL AND replaced_at IS NULL)) NOT VALID,
  ADD CONSTRAINT price_archived_after CHECK (archived_at IS NULL OR replaced_at IS NOT NULL) NOT VALID;
UPDATE price SET activated_at = created_at;
-- One account sells a unit at one price, in one currency.
CREATE UNIQUE INDEX price_one_sold ON price (course_id, account) WHERE (active);
CREATE UNIQUE INDEX price_one_pending ON price (course_id, account) WHERE (activated_at IS NULL AND replaced_at IS NULL);
CREATE INDEX price_to_archive ON price (replaced_at) WHERE (replaced_at IS NOT NULL AND archived_at IS NULL);

-- Purchases keep the version of the refund policy they were made under -----------------------------------------------

ALTER TABLE checkout_attempt ADD COLUMN refund_policy_version text;

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
      NEW.holder, NEW.link_smid, NEW.handoff_jti, NEW.return_to, NEW.repeat, NEW.tax_route, NEW.refund_policy_version)
     IS DISTINCT FROM
     (OLD.id, OLD.reference, OLD.customer_id, OLD.course_id, OLD.revision_id, OLD.price_id, OLD.account, OLD.country,
      OLD.po_number, OLD.confirmation_version, OLD.confirmed_at, OLD.parameters, OLD.browser_hash, OLD.smid, OLD.identity,
      OLD.holder, OLD.link_smid, OLD.handoff_jti, OLD.return_to, OLD.repeat, OLD.tax_route, OLD.refund_policy_version)
     OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id) THEN
    RAISE EXCEPTION 'the parameters of a checkout attempt are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
