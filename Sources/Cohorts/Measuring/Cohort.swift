/// Cases that people accepted or rejected, with what was measured of each.
package struct Cohort: Sendable {
  package struct Case: Sendable {
    package let name: String
    /// One for each wanted number.
    package let values: [MeasuredValue]
    /// The stratum of each context variable, where it is known.
    package let strata: [String: String]
    /// Expectations of the policy that fail with a severity that vetoes.
    package let vetoes: [String]
    /// Whether an expectation that weighs more than a note fails.
    package let isFlagged: Bool
  }

  /// A case that could not be measured.
  package struct Failure: Sendable, Hashable {
    package let name: String
    package let message: String
  }

  /// What people call it.
  package let name: String
  /// In the order of the list or folder.
  package let cases: [Case]
  package let failures: [Failure]

  /// A wanted number in all cases.
  func values(_ place: Int) -> [MeasuredValue] { cases.map { $0.values[place] } }

  /// The cases that the policy vetoes, each with the expectations.
  package var vetoed: [(name: String, expectations: [String])] {
    cases.filter { !$0.vetoes.isEmpty }.map { ($0.name, $0.vetoes) }
  }

  /// What people will read as the cohort's name: the folder's, or the table's without its ending.
  package static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return [".csv", ".tsv"].first(where: last.lowercased().hasSuffix).map { String(last.dropLast($0.count)) } ?? last
  }
}
