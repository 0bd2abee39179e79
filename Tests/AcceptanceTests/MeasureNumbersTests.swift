import Foundation
import TestSupport
import Testing

/// The names that policies use, on the command line.
@Suite struct MeasureNumbersTests {
  @Test(arguments: ["table", "csv", "json", "markdown"])
  func `the list of measures names them in every format`(format: String) throws {
    let run = try Program.run("measure", "--list", "--format", format)
    #expect(run.status == 0)
    #expect(["largest_fraction", "enclosed_fraction", "intensity_p95"].allSatisfy(run.output.contains))
    guard format == "json" else { return }
    let entries = try #require(try run.json() as? [[String: Any]])
    let nearest = try #require(entries.first { $0["name"] as? String == "nearest" })
    let numbers = try #require(nearest["numbers"] as? [[String: Any]])
    let gap = try #require(numbers.first { $0["name"] as? String == "gap" })
    #expect(gap["quantity"] as? String == "length" && gap["of"] as? String == "pair" && gap["unit"] as? String == "mm")
  }

  @Test func `a number's name measures what the number belongs to, and no more`() throws {
    let scratch = try Scratch()
    let export = scratch.file("sound.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", export).status == 0)
    let run = try Program.run("measure", export, "--measures", "feret_min, gap, feret", "--pairs", "2:3")
    #expect(run.status == 0)
    let document = try #require(try run.json() as? [String: Any])
    let labels = try #require(document["labels"] as? [String: [String: Any]])
    let fields = try #require(labels["2"]).keys.filter { $0 != "name" }
    #expect(Set(fields) == ["feret_max_mm", "feret_min_mm"])
    let pair = try #require((document["pairs"] as? [[String: Any]])?.first)
    #expect(pair["gap_mm"] is Double && pair["dice"] == nil)
  }

  @Test func `a number of the image asks for one`() throws {
    let run = try Program.run("measure", "/nowhere", "--measures", "intensity_mean")
    #expect(run.status == 64)
    #expect(run.errors.contains("intensity_mean") && run.errors.contains("--image"))
  }
}
