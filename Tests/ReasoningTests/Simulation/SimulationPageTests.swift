import Foundation
import TestSupport
import Testing

@testable import Reasoning

/// `Documentation/simulation.md` holds what the simulation gives today.
@Suite struct SimulationPageTests {
  private static let page = Checkout.file("Documentation/simulation.md")

  private static let isWriting = ProcessInfo.processInfo.environment["SEGWARDEN_RECORD"] == "1"

  @Test func `the page's rows are what the simulation gives`() async throws {
    let simulation = Simulation(prompts: try PromptSet(shippedPrompts()))
    // The key rows; writing the page makes all.
    let key = ["all safeguards", "none of these"]
    let rows = await simulation.rows(Simulation.Arm.all.filter { Self.isWriting || key.contains($0.title) })
    let table = Simulation.table(rows)
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let from = try #require(text.range(of: "<!-- table -->\n")?.upperBound)
    let to = try #require(text.range(of: "\n<!-- end of table -->")?.lowerBound)
    if Self.isWriting {
      try (text[..<from] + table + text[to...]).write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      let kept = text[from..<to].split(separator: "\n")
      for line in table.split(separator: "\n") {
        #expect(kept.contains(line), "SEGWARDEN_RECORD=1 writes the page anew")
      }
      #expect(kept.count == 4 + Simulation.Arm.all.count)
    }

    let tallies = Dictionary(rows.map { ($0.title, $0.tally) }) { first, _ in first }
    let (all, none) = (try #require(tallies["all safeguards"]), try #require(tallies["none of these"]))
    // Nine to twelve times fewer, by the seeds; a few hundred cases tell no more than that it is many times.
    #expect(5 * all.falseAccepts < none.falseAccepts && all.falseRejects < none.falseRejects)
  }
}
