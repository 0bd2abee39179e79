package struct NumberQuestion: Measure {
  package let name: String
  package let places: [Int]
  package init(_ name: String, _ places: [Int]) { self.name = name; self.places = places }
  package func value(in scene: Scene) -> Double? {
    switch name {
    case "volume", "area": scene[PhysicalSize(structure: places[0])]
    case "voxels": Double(scene[VoxelCount(structure: places[0])])
    default: Double(scene[Components(structure: places[0], neighbourhood: .corners)].count)
    }
  }
}
