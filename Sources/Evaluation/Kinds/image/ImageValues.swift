package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Wording

/// Whether the values of the image as a whole are those of the modality that the policy is about.
package struct ImageValues: JudgedKind {
  let outside: OutsideWindow

  package enum Field: String, JudgedField { case outside }

  package static let name = "image"
  package static let needsSubjects = false
  /// The image as a whole is about no label, so none can be absent.
  package static let judgesAbsence = true

  package init?(reading fields: inout FieldReader) {
    guard let outside = OutsideWindow(reading: &fields) else {
      _ = fields.needsOne(of: ["outside"])
      return nil
    }
    self.outside = outside
  }

  package var needsImage: Bool { true }
  package var wantsSource: Bool { true }

  package func statement(about subject: String) -> String {
    "the share of the image \(outside.words) \(outside.share.words)"
  }

  private var question: ImageWindow { ImageWindow(low: outside.low, high: outside.high) }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    facts.table.hasUsableImage ? [question] : []
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    let phrase = "the share of the image \(outside.words)"
    if let problem = facts.imageProblem { return [unknown(phrase, problem)] }
    let answer: IntensityWindow.Shares?
    do { answer = try facts.value(of: question) } catch { return [unknown(phrase, .notStored(error.measure))] }
    guard let shares = answer else {
      return [unknown(phrase, .undefined("no voxel of the image has a finite intensity"))]
    }
    return [
      outside.share.judgement(
        of: shares.outside, what: "T" + phrase.dropFirst(), subject: phrase, key: "outside", location: nil)
    ]
  }

  private func unknown(_ phrase: String, _ cause: UnknownCause) -> Judgement {
    .unknown(
      "T" + phrase.dropFirst(), cause, aspect: Field.outside.is(.unknown),
      expected: (outside.share.possible ?? outside.share.typical)?.text)
  }
}
