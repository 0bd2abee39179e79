import Agreement
import Foundation
import TestSupport
import Testing

/// A table of judged cases, and what other libraries say of it; `Scripts/reference-agreement` makes them.
struct JudgedTable: Decodable, CustomTestStringConvertible, Sendable {
  struct Reference: Decodable, Sendable {
    struct Test: Decodable, Sendable {
      let table: [[Int]]
      let exactP: Double
      let chiSquare: Double
      let chiSquareP: Double
    }

    let rates: [String: Double]
    /// Clopper and Pearson's intervals, as if the cases were independent.
    let exact: [String: [Double]]
    /// Intervals from resamples of patients; empty where a patient has one case.
    let clustered: [String: [Double]]
    let scores: [String: Double]
    let scoreIntervals: [String: [Double]]
    let roc: [[Double]]
    let reliability: [[Double]]
    let mcnemar: Test
    let difference: [String: Double]
    let differenceIntervals: [String: [Double]]
  }

  let bad: [Bool]
  let patient: [Int]
  let call: [String]
  let score: [Double]
  let otherCall: [String]
  let otherScore: [Double]
  let reference: Reference

  var testDescription: String { "\(bad.count) cases of \(Set(patient).count) patients" }

  static let all: [JudgedTable] = ["patients", "cases", "few-bad"].compactMap { try? read($0) }

  static func read<Table: Decodable>(_ name: String, as: Table.Type = JudgedTable.self) throws -> Table {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      Table.self, from: Data(contentsOf: Checkout.file("Tests/AgreementTests/Reference/\(name).json")))
  }

  var cases: [JudgedCase] { cases(call, score) }
  var otherCases: [JudgedCase] { cases(otherCall, otherScore) }

  private func cases(_ calls: [String], _ scores: [Double]) -> [JudgedCase] {
    bad.indices.map {
      JudgedCase(isUnacceptable: bad[$0], call: Call(word: calls[$0]), score: scores[$0], cluster: patient[$0])
    }
  }
}

/// The same cases, judged four times.
struct RepeatedTable: Decodable, Sendable {
  struct Reference: Decodable, Sendable {
    let kappa: Double
    let equal: Double
    let intervals: [String: [Double]]
  }

  let runs: [[String]]
  let patient: [Int]
  let reference: Reference
}

extension Call {
  init?(word: String) {
    switch word {
    case "accept": self = .accept
    case "review": self = .abstain
    case "reject": self = .reject
    default: return nil
    }
  }
}

/// Whether two intervals have their ends about where the other has them, in shares of the width of the second.
func isClose(_ got: ClosedRange<Double>?, _ want: [Double]?, within share: Double) -> Bool {
  guard let got, let want, want.count == 2 else { return false }
  let width = want[1] - want[0]
  return abs(got.lowerBound - want[0]) <= share * width && abs(got.upperBound - want[1]) <= share * width
}

func isClose(_ got: Double?, _ want: Double?) -> Bool {
  guard let got, let want else { return false }
  return abs(got - want) <= 1e-8 * max(1, abs(want))
}
