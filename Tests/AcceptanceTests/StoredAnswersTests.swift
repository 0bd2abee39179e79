import Foundation
import TestSupport
import Testing

/// What a check keeps of a case for later policies.
@Suite struct StoredAnswersTests {
  /// Dictionaries have another order in every process.
  @Test(arguments: ["ct-totalsegmentator", "ct-kidneys"])
  func `the same case leaves the same bytes, whichever process checks it, and can be judged from them`(
    policy: String
  ) throws {
    let scratch = try Scratch()
    let mask = scratch.file("abdomen.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "--output", mask).status == 0)
    let answers = try (1...3).map { number in
      let results = scratch.file("results-\(number)")
      let run = try Program.run("check", mask, "--policy", policy, "--output", results)
      #expect([0, 1, 2].contains(run.status), "\(run.errors)")
      return try Data(contentsOf: URL(filePath: "\(results)/abdomen.answers.json"))
    }
    #expect(answers[0].count > 1000)
    #expect(answers.allSatisfy { $0 == answers[0] })
    let diff = try Program.run("policy", "diff", policy, policy, "--results", scratch.file("results-1"))
    #expect(diff.status == 0, "\(diff.output)\(diff.errors)")
    #expect(diff.output.contains("1 case, no decision flips"))
  }
}
