import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Numbers for policies, in documents` {
  @Test(arguments: NumberScene.all)
  func `are what segwarden measure prints`(source: NumberScene) async throws {
    let scene = source.scene
    let fields = await NumberFields(source, scene)
    for number in MeasureCatalogue.numbers {
      for structures in NumberScene.subjects(of: number) {
        // Of what is no pair by its names nothing is printed, but a policy may say that it is one.
        if number.entry.name == "symmetry", Set(structures) != [0, 1] { continue }
        let isDefined = number.dimensions.includes(scene.grid.dimensions)
        let expected = isDefined ? try fields.value(number.name, structures.map(\.index)) : nil
        let question = try #require(NumberQuestion(number, structures))
        let value = scene[question]
        switch (value, expected) {
        case (let value?, let expected?):
          #expect(abs(value - expected) <= 1e-7 * max(1, abs(expected)), "\(number.name) \(structures): \(expected)")
        default:
          #expect(value == expected, "\(number.name) \(structures)")
        }
      }
    }
  }
}
