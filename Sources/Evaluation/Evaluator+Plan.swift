internal import Geometry
internal import Measurements
internal import PolicyLanguage

extension Evaluator {
  /// What the policy asks of an export whose roster a table has.
  func plan(
    for table: MeasurementTable, context: [String: String], request: ExportRequest
  ) -> MeasurementPlan {
    let facts = CaseFacts(policy: policy, table: table, context: context, request: request)
    var plan = MeasurementPlan()
    let slices = (table.slices ?? [:]).map { (index: $0, facts: facts.with($1)) }
    for expectation in policy.expectations {
      for subject in subjects(of: expectation) {
        for kind in Strata(expectation: expectation, facts: facts).kinds {
          if expectation.slices == nil {
            plan.whole += questions(of: kind, subject: subject, facts: facts)
          } else {
            for slice in slices {
              plan.slices[slice.index, default: []] += questions(of: kind, subject: subject, facts: slice.facts)
            }
          }
        }
        for condition in [expectation.when, expectation.unless].compactMap(\.self) {
          plan.whole += facts.questions(condition.needs(subject: subject.flatMap { policy.label($0) }))
        }
      }
    }
    for condition in policy.waivers.compactMap(\.when) { plan.whole += facts.questions(condition.needs(subject: nil)) }
    return plan
  }

  func questions(of kind: any JudgedKind, subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let involved = involved(kind, subject: subject)
    let places = involved.compactMap { facts.filled($0) }
    guard type(of: kind).judgesAbsence || places.count == involved.count else { return [] }
    // Where something fails, its place is told.
    return places.map { BoundingBox(structure: $0) } + kind.measures(subject: subject, facts: facts)
  }
}
