/// The tables of a store, as the steps by which they came about. Each step raises the version by one; steps that were
/// published are never changed.
package struct StoreSchema: Sendable {
  /// What SQLite's header says of the kind of file: `SGWD`.
  static let application = 0x5347_5744

  let steps: [StaticString]

  package init(steps: [StaticString]) { self.steps = steps }

  /// The version that the steps lead to.
  package var version: Int { steps.count }

  package static let current = StoreSchema(steps: [version1, version2])

  /// A schema with further steps, for tests.
  package func adding(_ step: StaticString) -> StoreSchema { StoreSchema(steps: steps + [step]) }

  /// What is only observed: findings that decide nothing, and what a policy that is observed would have said.
  private static let version2: StaticString = """
    ALTER TABLE findings ADD COLUMN observed INTEGER NOT NULL DEFAULT 0 CHECK (observed IN (0, 1));
    ALTER TABLE cases ADD COLUMN observed TEXT CHECK (observed IN ('accept', 'review', 'reject'));
    """

  private static let version1: StaticString = """
    CREATE TABLE runs (
      run_id INTEGER PRIMARY KEY AUTOINCREMENT,
      uid TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      command TEXT NOT NULL,
      started TEXT NOT NULL,
      ended TEXT,
      status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'stopped', 'failed')),
      program TEXT NOT NULL,
      policy TEXT,
      policy_version TEXT,
      policy_sha256 TEXT,
      digests TEXT NOT NULL,
      options TEXT NOT NULL,
      anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1))
    ) STRICT;

    CREATE TABLE cases (
      case_id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      path TEXT,
      export_sha256 TEXT,
      image_sha256 TEXT,
      task TEXT,
      decision TEXT CHECK (decision IN ('accept', 'review', 'reject')),
      score REAL,
      error_code TEXT,
      error_message TEXT,
      policy TEXT,
      policy_version TEXT,
      policy_sha256 TEXT,
      program TEXT,
      reasoner TEXT,
      started TEXT,
      elapsed_ms INTEGER,
      passed INTEGER,
      warned INTEGER,
      failed INTEGER,
      skipped INTEGER,
      waived INTEGER,
      not_evaluable INTEGER,
      record_sha256 TEXT NOT NULL,
      record BLOB NOT NULL,
      answers BLOB,
      UNIQUE (run_id, position),
      CHECK ((decision IS NULL) = (error_code IS NOT NULL))
    ) STRICT;
    CREATE INDEX cases_by_name ON cases (name);
    CREATE INDEX cases_by_decision ON cases (run_id, decision);

    CREATE TABLE findings (
      case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
      number INTEGER NOT NULL,
      finding TEXT NOT NULL,
      expectation TEXT NOT NULL,
      code TEXT NOT NULL,
      labels TEXT NOT NULL,
      outcome TEXT NOT NULL,
      severity TEXT NOT NULL,
      weighs INTEGER NOT NULL CHECK (weighs IN (0, 1)),
      measured REAL,
      unit TEXT,
      expected TEXT,
      margin REAL,
      message TEXT,
      PRIMARY KEY (case_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX findings_that_weigh ON findings (case_id, code, labels) WHERE weighs = 1;

    CREATE TABLE reasons (
      case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
      number INTEGER NOT NULL,
      reason TEXT NOT NULL,
      fault TEXT,
      kind TEXT NOT NULL,
      severity TEXT NOT NULL,
      label TEXT,
      text TEXT NOT NULL,
      evidence TEXT NOT NULL,
      PRIMARY KEY (case_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reasons_by_fault ON reasons (fault, case_id);

    CREATE TABLE measures (
      case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
      label TEXT NOT NULL,
      state TEXT NOT NULL,
      voxels INTEGER,
      volume_ml REAL,
      centroid_r_mm REAL,
      centroid_a_mm REAL,
      centroid_s_mm REAL,
      cut_by TEXT NOT NULL,
      PRIMARY KEY (case_id, label)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE stages (
      case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
      number INTEGER NOT NULL,
      name TEXT NOT NULL,
      model TEXT,
      prompt TEXT,
      prompt_sha256 TEXT,
      statements INTEGER NOT NULL,
      input_tokens INTEGER,
      output_tokens INTEGER,
      latency_ms INTEGER,
      cached INTEGER NOT NULL CHECK (cached IN (0, 1)),
      cause TEXT,
      error TEXT,
      PRIMARY KEY (case_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE decisions (
      case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
      source TEXT NOT NULL CHECK (source IN ('rules', 'model', 'final')),
      decision TEXT NOT NULL,
      because TEXT,
      PRIMARY KEY (case_id, source)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE ratings (
      case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
      rater TEXT NOT NULL,
      rating TEXT NOT NULL CHECK (rating IN ('accept', 'reject', 'later')),
      comment TEXT,
      rated TEXT,
      record_sha256 TEXT NOT NULL,
      PRIMARY KEY (case_id, rater)
    ) STRICT, WITHOUT ROWID;
    """
}
