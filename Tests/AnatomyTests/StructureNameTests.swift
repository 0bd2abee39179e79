import Anatomy
import Testing

@Suite struct StructureNameTests {
  @Test(arguments: ["kidney_left", "Kidney Left", "left-kidney", "LEFT.kidney"])
  func `words are read whatever stands between them`(name: String) {
    #expect(Set(StructureName(name).words) == ["kidney", "left"])
    #expect(StructureName(name).stem(without: .left) == "kidney")
    #expect(StructureName(name).stem(without: .right) == nil)
  }

  @Test(arguments: [
    ("vertebrae_L1", true), ("spinal_cord", true), ("corpus callosum", true), ("kidney_left", false),
    // Half of what lies in the middle does not.
    ("mandible_left", false), ("liver", false), ("", false),
  ])
  func `tell what lies in the middle of the body`(name: String, isMedial: Bool) {
    #expect(StructureName(name).isMedial == isMedial)
  }

  @Test(arguments: [
    ("heart_atrium_left", true), ("heart ventricle right", true), ("brachiocephalic_vein_left", true),
    ("lateral_ventricle_left", false), ("kidney_left", false),
  ])
  func `tell pairs that are no mirror images`(name: String, isUneven: Bool) {
    #expect(StructureName(name).isUneven == isUneven)
  }
}
