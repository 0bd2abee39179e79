import Diagnostics
import Phantoms
import Shipped
import Testing
import Volume

@Suite struct ShippedRecipesTests {
  @Test(arguments: Shipped.phantoms().map(\.name))
  func `a shipped recipe has no mistake and draws what it names`(name: String) throws {
    let recipes = Dictionary(Shipped.phantoms().map { ($0.name, $0.text) }) { first, _ in first }
    let text = try #require(recipes[name])
    var diagnostics = Diagnostics()
    let reader = PhantomReader { base in recipes[base].map { ("\(base).yaml", $0) } }
    let recipe = reader.recipe(text: text, file: "\(name).yaml", diagnostics: &diagnostics)
    #expect(diagnostics.sorted.isEmpty)
    let segmentation = try #require(recipe).segmentation()
    #expect(recipe?.name == name)
    let empty = segmentation.structures.filter(\.runs.isEmpty).count
    #expect(empty == (name == "abdomen-kidney-missing" ? 1 : 0))
  }

  /// The recipe gives half axes and tubes; the volumes follow from geometry alone (an ellipsoid's 4/3 π a b c), within
  /// what 3 × 3 × 4 mm voxels allow.
  @Test(arguments: [(2, 27.0, 24.0, 55.0), (3, 27, 24, 56), (1, 22, 36, 54), (21, 40, 35, 38)])
  func `organs of the sound abdomen have the volume of their bodies`(value: Int, a: Double, b: Double, c: Double) throws
  {
    let text = try #require(Shipped.phantoms().first { $0.name == "abdomen-sound" }?.text)
    var diagnostics = Diagnostics()
    let recipe = PhantomReader { _ in nil }.recipe(text: text, file: "sound.yaml", diagnostics: &diagnostics)
    let segmentation = try #require(recipe).segmentation()
    let voxels = try #require(segmentation.structures.first { $0.value == value }).runs.voxelCount
    #expect(abs(Double(voxels) * 36 / (4.0 / 3 * Double.pi * a * b * c) - 1) < 0.02)
  }
}
