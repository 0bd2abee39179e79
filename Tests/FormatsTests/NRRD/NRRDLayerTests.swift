import Formats
import Testing
import Volume

/// 3D Slicer's segmentations: names in the header, and several layers that may overlap.
@Suite struct `NRRD segments` {
  private static func described(_ segmentation: Segmentation) -> [String] {
    segmentation.structures.map { "\($0.value) \($0.name ?? "-") \($0.runs.voxelCount)" }
  }

  private static func segment(_ number: Int, _ name: String, value: Int, layer: Int) -> [String] {
    ["Segment\(number)_Name:=\(name)", "Segment\(number)_LabelValue:=\(value)", "Segment\(number)_Layer:=\(layer)"]
  }

  @Test func `names come from the header, empty segments too`() throws {
    let segmentation = try NRRDBuilder.read {
      $0.lines =
        Self.segment(0, "liver: the large one", value: 1, layer: 0) + Self.segment(12, "spleen", value: 9, layer: 0)
        + ["Segment1_LabelValue:=2", #"Segment1_Name:=left \\ right\nlobe"#, "Segmentation_MasterRepresentation:=x"]
    }
    #expect(
      Self.described(segmentation) == ["1 liver: the large one 4", #"2 left \ rightlobe 6"#, "5 - 3", "9 spleen 0"])
  }

  /// Two layers of 4 × 3 × 2 voxels, side by side in each voxel: the default labels, and their reverse.
  private static let both = zip(NIfTIBuilder.labels, NIfTIBuilder.labels.reversed()).flatMap { [$0, $1] }

  /// 3D Slicer before it had layers: a component for each segment, of 0 and 1.
  @Test func `without keys of layers segment n is value n of each voxel`() throws {
    let ones = Self.both.map { $0 == 0 ? 0.0 : 1.0 }
    let segmentation = try NRRDBuilder.read {
      $0.sizes = "2 4 3 2"
      $0.values = ones
      $0.lines = ["kinds: list domain domain domain", "Segment0_Name:=first", "Segment1_Name:=second"]
    }
    #expect(Self.described(segmentation) == ["1 first 13", "2 second 13"])
    #expect(segmentation.structures[0].runs != segmentation.structures[1].runs)
    let error = try NRRDBuilder.refusal {
      $0.sizes = "2 4 3 2"
      $0.values = ones
      $0.lines = ["kinds: list domain domain domain", "Segment0_Name:=first"]
    }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: ["uint8", "short", "int", "long long", "float"])
  func `layers overlap, and the first keeps its values`(type: String) throws {
    let reading = try NRRDBuilder.reading(
      NRRDBuilder {
        $0.type = type
        $0.encoding = "gzip"
        $0.sizes = "2 4 3 2"
        $0.values = Self.both
        $0.lines =
          ["kinds: list domain domain domain", "space: LPS", "space directions: none (1,0,0) (0,1,0) (0,0,1)"]
          + ["space origin: (0,0,0)"] + Self.segment(0, "a", value: 1, layer: 0)
          + Self.segment(1, "b", value: 2, layer: 0) + Self.segment(2, "c", value: 1, layer: 1)
          + Self.segment(3, "d", value: 7, layer: 1)
      })
    let segmentation = reading.segmentation
    // Value 5 has no name in either layer; 7 is free and stays; 1, 2 and 5 of layer 1 come after the largest value.
    #expect(
      Self.described(segmentation) == [
        "1 a 4", "2 b 6", "5 - 3", "7 d 0", "8 c 4", "9 layer 1, value 2 6", "10 layer 1, value 5 3",
      ])
    #expect(reading.notes.count == 3 && reading.notes[0].contains("c has the value 1 in layer 1"))
    let first = segmentation.structures.prefix(3).map { $0.runs.all.map { [$0.row, $0.start, $0.end] } }
    #expect(first == [NIfTIBuilder.runs[1], NIfTIBuilder.runs[2], NIfTIBuilder.runs[5]])
    // Layer 1 is layer 0 backwards.
    let mirrored = segmentation.structures[4].runs.all.map { [5 - $0.row, 4 - $0.end, 4 - $0.start] }.reversed()
    #expect(Array(mirrored) == NIfTIBuilder.runs[1])
    #expect(segmentation.grid.size == VoxelIndex(4, 3, 2))
  }

  @Test func `one layer is no layer`() throws {
    let segmentation = try NRRDBuilder.read {
      $0.sizes = "1 4 3 2"
      $0.lines = ["kinds: list domain domain domain"]
    }
    #expect(NIfTIBuilder.runs(segmentation) == NIfTIBuilder.runs)
  }

  @Test func `several values per voxel without segments are no layers`() throws {
    for kind in ["list", "vector", "???", "3-vector"] {
      let error = try NRRDBuilder.refusal {
        $0.sizes = "2 4 3 1"
        $0.lines = ["kinds: \(kind) domain domain domain"]
      }
      #expect(error?.code == .notAMask)
      #expect(error?.message.contains("2 values") == true)
    }
  }

  @Test(arguments: [
    ["Segment0_LabelValue:=0"], ["Segment0_LabelValue:=x"], ["Segment0_Layer:=-1"], ["Segment0_Layer:=1"],
    ["Segment0_Name:=a", "Segment1_Name:=b"], ["Segment0_LabelValue:=99999999999999999999"],
  ])
  func `a table that contradicts itself is damage`(lines: [String]) throws {
    #expect(try NRRDBuilder.refusal { $0.lines = lines }?.code == .damaged)
  }

  @Test func `a value that leaves no room for further ones is refused`() throws {
    let error = try NRRDBuilder.refusal { $0.lines = ["Segment0_LabelValue:=\(Int.max)"] }
    #expect(error?.code == .notAMask)
  }
}
