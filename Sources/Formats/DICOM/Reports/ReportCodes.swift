/// Codes of reports (PS3.16, annex D and its context groups), and our own where there is none.
extension CodeItem {
  static let imagingMeasurementReport = CodeItem("DCM", "126000", "Imaging Measurement Report")
  static let imagingMeasurements = CodeItem("DCM", "126010", "Imaging Measurements")
  static let measurementGroup = CodeItem("DCM", "125007", "Measurement Group")
  static let qualitativeEvaluations = CodeItem("UMLS", "C0034375", "Qualitative Evaluations")
  static let language = CodeItem("DCM", "121049", "Language of Content Item and Descendants")
  static let english = CodeItem("RFC5646", "en", "English")
  static let observerType = CodeItem("DCM", "121005", "Observer Type")
  static let device = CodeItem("DCM", "121007", "Device")
  static let deviceObserverUID = CodeItem("DCM", "121012", "Device Observer UID")
  static let deviceObserverName = CodeItem("DCM", "121013", "Device Observer Name")
  static let procedureReported = CodeItem("DCM", "121058", "Procedure reported")
  static let imagingProcedure = CodeItem("SCT", "363679005", "Imaging procedure")
  static let trackingIdentifier = CodeItem("DCM", "112039", "Tracking Identifier")
  static let trackingUID = CodeItem("DCM", "112040", "Tracking Unique Identifier")
  static let finding = CodeItem("DCM", "121071", "Finding")
  static let referencedSegment = CodeItem("DCM", "121191", "Referenced Segment")
  static let sourceSeries = CodeItem("DCM", "121232", "Source series for segmentation")
  static let volume = CodeItem("SCT", "118565006", "Volume")
  static let millilitre = CodeItem("UCUM", "mL", "milliliter")
  static let rejectedForQuality = CodeItem("DCM", "113001", "Rejected for Quality Reasons")
  static let qualityIssue = CodeItem("DCM", "113010", "Quality Issue")
  static let keyObjectDescription = CodeItem("DCM", "113012", "Key Object Description")

  // No scheme has codes for what a gate decides.
  static let decision = CodeItem("99SEGWARDEN", "DECISION", "Decision")
  static let policy = CodeItem("99SEGWARDEN", "POLICY", "Policy")
  static let segmentationAssessment = CodeItem("99SEGWARDEN", "SEGMENTATION", "Plausibility of a segmentation")
  static let policyExpectation = CodeItem("99SEGWARDEN", "EXPECTATION", "Expectation of a policy")
  static let reason = CodeItem("99SEGWARDEN", "REASON", "Reason")

  static func value(of decision: ObjectReport.Decision) -> CodeItem {
    switch decision {
    case .accept: CodeItem("99SEGWARDEN", "ACCEPT", "Accept")
    case .review: CodeItem("99SEGWARDEN", "REVIEW", "Review by a person")
    case .reject: CodeItem("99SEGWARDEN", "REJECT", "Reject")
    }
  }
}
