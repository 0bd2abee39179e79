/// The answers to a plan's questions about one scene. What was not planned is computed when it is asked for.
package struct Measurements: Sendable {
  package let scene: Scene
  private var values: [AnyMeasure: any Sendable] = [:]

  package init(scene: Scene) { self.scene = scene }

  /// Answers a plan's questions, in parallel over the processor's cores.
  package init(of plan: [any Measure], in scene: Scene) async {
    self.init(scene: scene)
    let questions = Array(Set(plan.map(AnyMeasure.init)))
    await withTaskGroup(of: (AnyMeasure, any Sendable).self) { group in
      for question in questions { group.addTask { (question, question.answer(in: scene)) } }
      for await (question, answer) in group { values[question] = answer }
    }
  }

  /// The answer to a question.
  package subscript<M: Measure>(_ measure: M) -> M.Value {
    // Looked up first: a cast alone would take "not planned" for an optional answer that is nil.
    guard let planned = values[AnyMeasure(measure)], let answer = planned as? M.Value else {
      return measure.value(in: scene)
    }
    return answer
  }
}

/// A measure whose type is not known, for plans.
private struct AnyMeasure: Hashable, Sendable {
  private let measure: any Measure

  init(_ measure: any Measure) { self.measure = measure }

  func answer(in scene: Scene) -> any Sendable { measure.value(in: scene) }

  static func == (a: AnyMeasure, b: AnyMeasure) -> Bool { AnyHashable(a.measure) == AnyHashable(b.measure) }
  func hash(into hasher: inout Hasher) { AnyHashable(measure).hash(into: &hasher) }
}
