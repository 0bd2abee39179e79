/// What kinds of problem a person's text can have. Each has an id that stays, and a page that says what it means.
package enum DiagnosticRule: String, CaseIterable, Hashable, Sendable {
  // The text itself.
  case emptyFile = "empty-file"
  case notUtf8 = "not-utf8"
  case syntax
  case tabIndentation = "tab-indentation"
  case tooDeep = "too-deep"
  case tooLong = "too-long"
  case tooManyAliases = "too-many-aliases"
  case severalDocuments = "several-documents"
  case mergeKey = "merge-key"
  case unknownAnchor = "unknown-anchor"
  case duplicateKey = "duplicate-key"
  case keyNotText = "key-not-text"
  case unknownTag = "unknown-tag"
  case invisibleSpace = "invisible-space"
  case typographicQuotes = "typographic-quotes"
  case commentInText = "comment-in-text"
  case lineSeparator = "line-separator"
  case notFormatted = "not-formatted"

  // The shape of what stands there.
  case unknownKey = "unknown-key"
  case missingKey = "missing-key"
  case missingValue = "missing-value"
  case wrongType = "wrong-type"
  case unknownValue = "unknown-value"
  case unexpected
  case duplicate
  case unknownVersion = "unknown-version"
  case oldWord = "old-word"
  case badName = "bad-name"
  case badDate = "bad-date"

  // Numbers and units.
  case notANumber = "not-a-number"
  case notARange = "not-a-range"
  case notWhole = "not-whole"
  case negative
  case outOfRange = "out-of-range"
  case reversedRange = "reversed-range"
  case missingUnit = "missing-unit"
  case unknownUnit = "unknown-unit"
  case unitMismatch = "unit-mismatch"
  case missingLimits = "missing-limits"
  case missingOf = "missing-of"
  case needlessOf = "needless-of"
  case badQuantifier = "bad-quantifier"
  case impossibleQuorum = "impossible-quorum"
  case contradictingBand = "contradicting-band"

  // Labels and groups.
  case unknownLabel = "unknown-label"
  case groupNotLabel = "group-not-label"
  case sameLabel = "same-label"
  case duplicateValue = "duplicate-value"
  case duplicateAlias = "duplicate-alias"
  case badPair = "bad-pair"
  case noPair = "no-pair"
  case noSide = "no-side"
  case noLevel = "no-level"
  case selfReference = "self-reference"
  case emptyGroup = "empty-group"
  case unusedGroup = "unused-group"
  case pairWithoutSides = "pair-without-sides"

  // Expectations.
  case duplicateID = "duplicate-id"
  case noKind = "no-kind"
  case twoKinds = "two-kinds"
  case missingEach = "missing-each"
  case needlessEach = "needless-each"
  case eachAndLabel = "each-and-label"
  case wrongDimensions = "wrong-dimensions"
  case missingStratum = "missing-stratum"
  case unknownStratum = "unknown-stratum"
  case unknownCode = "unknown-code"

  // Conditions.
  case noSubject = "no-subject"
  case unknownName = "unknown-name"
  case unknownFunction = "unknown-function"
  case wrongArguments = "wrong-arguments"
  case unknownContext = "unknown-context"
  case impossibleValue = "impossible-value"

  // Several files.
  case unknownPolicy = "unknown-policy"
  case unknownRecipe = "unknown-recipe"
  case unknownExpectation = "unknown-expectation"
  case cycle

  // Lists of cases.
  case badQuote = "bad-quote"
  case controlCharacter = "control-character"
  case raggedRow = "ragged-row"
  case missingColumn = "missing-column"
  case duplicateColumn = "duplicate-column"
  case ignoredColumn = "ignored-column"

  // What is allowed and still looks like an oversight.
  case noExpectations = "no-expectations"
  case noSource = "no-source"
  case noReason = "no-reason"
  case meanOutsideLimits = "mean-outside-limits"
  case farFromSource = "far-from-source"
  case zeroWidth = "zero-width"
  case impossibleLimit = "impossible-limit"
  case neverHolds = "never-holds"
  case exactQuantifier = "exact-quantifier"
  case strictTopology = "strict-topology"
  case neverApplies = "never-applies"
  case neverFails = "never-fails"
  case needlessCondition = "needless-condition"
  case duplicateExpectation = "duplicate-expectation"
  case eachOfOne = "each-of-one"
  case unusedLabel = "unused-label"
  case noteVetoes = "note-vetoes"
  case noteRejects = "note-rejects"
  case learnedVeto = "learned-veto"
  case vetoedClearing = "vetoed-clearing"
  case rejectWithoutVeto = "reject-without-veto"
  case observed
  case expiredWaiver = "expired-waiver"
  case unusedParameter = "unused-parameter"
  case unusedContext = "unused-context"
  case noTests = "no-tests"

  // Comments that silence the above.
  case badSuppression = "bad-suppression"
  case unusedSuppression = "unused-suppression"
}
