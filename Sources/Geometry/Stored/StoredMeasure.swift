/// A question whose answers are kept with a case's results, so that a changed policy can be judged without the masks (`StoredScene`).
///
/// Every question that a kind of expectation asks must be one, or follow from others that are. The question is written with all its properties, so two different
/// questions never share an answer.
package protocol StoredMeasure: Measure, Encodable where Value: Codable {
  /// What files call it. Files outlive programs: it stays, and a measure whose definition changes takes a new one.
  static var storedName: String { get }
}
