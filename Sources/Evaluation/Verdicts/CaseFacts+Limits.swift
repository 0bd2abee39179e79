package import Geometry
internal import Measurements
internal import PolicyLanguage
package import Volume
internal import Wording

extension MeasurementError {
  var cause: UnknownCause { .notStored(measure) }
}

/// What limits come to where the table may lack an answer that they take: unknown then, never a pass and never nothing.
extension CaseFacts {
  /// A limit's judgement.
  func judged(_ expected: String, _ judge: () throws(MeasurementError) -> Judgement) -> Judgement {
    do throws(MeasurementError) { return try judge() } catch {
      return .unknown("This", error.cause, expected: expected)
    }
  }

  /// The judgements of several limits that rest on the same answers, one for each.
  func judged(_ expected: [String], _ judge: () throws(MeasurementError) -> [Judgement]) -> [Judgement] {
    do throws(MeasurementError) {
      return try judge()
    } catch {
      return expected.map { .unknown("This", error.cause, expected: $0) }
    }
  }

  func judged(_ limits: [Limits?], _ judge: () throws(MeasurementError) -> [Judgement]) -> [Judgement] {
    judged(limits.compactMap { $0?.text }, judge)
  }

  /// A number that limits are about.
  func known<Value>(_ value: () throws(MeasurementError) -> Known<Value>) -> Known<Value> {
    do throws(MeasurementError) { return try value() } catch { return .unknown(error.cause) }
  }
}

/// What every table holds of every structure, though that of a slice may not.
extension CaseFacts {
  /// A structure's box; nil when it has no voxels.
  package func box(ofStructure place: StructurePlace) -> VoxelBox? {
    (try? value(of: BoundingBox(structure: place))) ?? nil
  }

  /// A structure's number of voxels.
  package func voxels(ofStructure place: StructurePlace) -> Int { (try? value(of: VoxelCount(structure: place))) ?? 0 }

  /// A structure's centre; nil when it has no voxels.
  package func centre(ofStructure place: StructurePlace) -> Centroid.Place? {
    (try? value(of: Centroid(structure: place))) ?? nil
  }
}

extension Finding {
  /// Whether there is no result because a stored case does not hold what it takes.
  package var isUnstored: Bool { outcome == .notEvaluable && causes.contains { $0.kind == .notStored } }

  /// Takes back a result that may not be one.
  mutating func leaveOpen(_ causes: [UnknownCause]) {
    self = Finding(
      id: id, expectation: expectation, policy: policy, line: line,
      code: FindingCode(kind, Aspect(code.aspect.field, .unknown)), labels: labels,
      outcome: .notEvaluable, severity: severity, cause: causes.words, causes: causes,
      message: "Cannot be judged: \(causes.words).",
      because: because, source: source, repair: repair, notEvaluable: notEvaluable)
  }
}
