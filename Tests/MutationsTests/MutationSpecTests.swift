import Anatomy
import Mutations
import Testing
import Volume

@Suite struct MutationSpecTests {
  @Test(arguments: [
    "island", "island:label=liver,share=5 %", "truncated:face=superior", "truncated: mode = inside , face = k-",
    "leak:share=0.3,into=neighbours", "shifted:by=2 cm,towards=left", "wrong-spacing:factor=0.5,axis=k",
    "missing-slices:count=5,axis=i", "hole:label=label with spaces", "jagged:by=10 %", "wrong-structure:towards=down",
  ])
  func `a spec is read as written`(text: String) throws {
    let spec = try MutationSpec(parsing: text)
    #expect(spec.text == text)
    #expect(spec.fault.rawValue == String(text.prefix { $0 != ":" }))
  }

  @Test(arguments: [
    ("iland", "did you mean “island”"), ("", "known are empty"), ("something-else", "known are"),
    ("erosion", "did you mean “under-segmented”?"),
    ("island:size=5 %", "label, share, gap"), ("island:shar=5 %", "did you mean “share”"),
    ("island:share", "name=value"),
    ("island:share=", "name=value"), ("island:", "name=value"), ("island:share=5 mm", "share"),
    ("island:share=0", "above 0"), ("island:share=200 %", "at most 100 %"), ("island:share=5 %,share=6 %", "twice"),
    ("island:gap=3", "unit"), ("under-segmented:by=-3 mm", "negative"), ("under-segmented:by=3 kg", "no unit"),
    ("truncated:face=top", "cannot be"), ("truncated:face=superio", "did you mean “superior”"),
    ("leak:into=neighbors", "did you mean “neighbours”"), ("missing-slices:count=2.5", "whole number"),
    ("missing-slices:count=0", "1…10000"), ("shifted:by=1e300 mm", "at most 100 m"),
    ("wrong-spacing:factor=1", "changes nothing"), ("mirrored:axis=left", "left-right"), ("mirrored:face=left", "axis"),
    ("wrong-structure:towards=left", "one of: up, down"), ("hole:share=5 % or so", "does not belong"),
  ])
  func `a mistake says what is wrong and what was meant`(text: String, words: String) {
    let error = #expect(throws: MutationError.self) { try MutationSpec(parsing: text) }
    #expect(error?.code == .mistake)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: Lattice.allCases)
  func `the standard set spoils every structure and the export in every way it can be spoilt`(lattice: Lattice) throws {
    let export = MutationContractTests.body(lattice)
    let specs = MutationCatalogue.standard(for: export)
    #expect(Set(specs.map(\.text)).count == specs.count)
    var made: [Fault: Int] = [:]
    for spec in specs {
      do {
        let result = try spec.apply(to: export, seed: 3)
        #expect(result.segmentation != export)
        #expect(result.fault == spec.fault)
        made[spec.fault, default: 0] += 1
      } catch {
        #expect(error.code == .notApplicable, "\(spec.text): \(error.message)")
      }
    }
    let possible = MutationCatalogue.kinds.map { $0.fault }.filter {
      lattice != .flat || ![.missingSlices, .wrongSpacing].contains($0)
    }
    #expect(Set(made.keys) == Set(possible))
    for fault in [Fault.empty, .missingPart, .leak, .overSegmented, .island] { #expect(made[fault] == 5) }
    let faces = 2 * export.grid.dimensions
    #expect(made[.truncated] == 5 + faces)
    #expect(made[.sidesSwapped] == 1)
    #expect(made[.levelShifted] == 1)
  }

  @Test func `the standard set keeps to the structures that are named`() throws {
    let export = MutationContractTests.body(.plain)
    let specs = MutationCatalogue.standard(for: export, labels: ["kidney_left", "no_such_label"])
    let single = specs.filter { ["hole", "empty", "leak"].contains($0.fault.rawValue) }
    #expect(single.map(\.text) == ["empty:label=kidney_left", "hole:label=kidney_left", "leak:label=kidney_left"])
    #expect(specs.contains { $0.fault == .sidesSwapped })
    #expect(!specs.contains { $0.fault == .levelShifted })
  }

  @Test func `the standard set of nothing is empty`() {
    let export = Segmentation(grid: Lattice.plain.grid, structures: [])
    #expect(MutationCatalogue.standard(for: export).isEmpty)
  }

  @Test func `labels may hold what a spec's text cannot`() throws {
    let export = Lattice.plain.balls([("liver, left: lobe = 1", SIMD3(0, 0, 0), 15)])
    for spec in MutationCatalogue.standard(for: export) where spec.fault == .hole || spec.fault == .leak {
      #expect(try spec.apply(to: export).labels == ["liver, left: lobe = 1"])
    }
  }
}
