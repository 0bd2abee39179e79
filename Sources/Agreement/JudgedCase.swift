/// A case in numbers: what is true, and what was said about it.
package struct JudgedCase: Hashable, Sendable {
  /// What is looked for: the positive class.
  package let isUnacceptable: Bool
  /// Nil where nothing but a score is known.
  package let call: Call?
  /// Acceptability, higher is better; a probability where it is to be calibrated. Nil where none was given.
  package let score: Double?
  /// Cases of one number, such as those of a patient, stand and fall together. Counted from 0.
  package let cluster: Int

  package init(isUnacceptable: Bool, call: Call?, score: Double? = nil, cluster: Int) {
    self.isUnacceptable = isUnacceptable
    self.call = call
    self.score = score
    self.cluster = cluster
  }

  /// Whether the call says what is true; an abstention does not.
  var isRight: Bool { call == (isUnacceptable ? .reject : .accept) }
}
