import Geometry
import Testing

@Suite struct `The catalogue of measures` {
  @Test func `names each measure once, in words that a command line takes`() {
    let names = MeasureCatalogue.entries.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { name in name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" } })
    #expect(MeasureCatalogue.entries.allSatisfy { !$0.definition.isEmpty && !$0.fields.isEmpty })
  }

  @Test func `has measures of every subject, each in one place`() {
    let entries = MeasureSubject.allCases.flatMap { MeasureCatalogue.entries(of: $0) }
    #expect(entries.map(\.name) == MeasureCatalogue.entries.map(\.name))
  }

  /// Lengths must not look like millimetres where nobody knows how large a voxel is.
  @Test func `names fields in pixels where there is no spacing`() {
    #expect(FieldName.length("perimeter").text() == "perimeter_mm")
    #expect(FieldName.length("perimeter").text(hasSpacing: false) == "perimeter_px")
    #expect(FieldName.area("surface").text() == "surface_mm2")
    #expect(FieldName.area("surface").text(hasSpacing: false) == "surface_px2")
    #expect(FieldName.volume("volume").text() == "volume_mm3")
    #expect(FieldName.volume("volume").text(hasSpacing: false) == "volume_px3")
    #expect(FieldName("dice").text() == "dice" && FieldName("dice").text(hasSpacing: false) == "dice")
  }

  /// A unit that is spelled in a name would stay where lengths are in pixels.
  @Test func `has no field whose name spells a unit that it does not declare`() {
    for name in MeasureCatalogue.entries.flatMap(\.fields) {
      let pixels = name.text(hasSpacing: false)
      #expect(!["_mm", "_mm2", "_mm3"].contains { pixels.hasSuffix($0) }, "\(pixels)")
    }
  }
}
