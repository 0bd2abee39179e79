import Geometry
import GeometryTesting
import Testing
import Volume

/// What holds for any number because of what it is said to be.
@Suite struct `Properties of numbers for policies` {
  private static func ask(_ number: MeasureNumber, _ structures: [StructurePlace], _ scene: Scene) throws -> Double? {
    scene[try #require(NumberQuestion(number, structures))]
  }

  /// Lengths twice as long, areas four times, volumes eight times as large, and all else as it was.
  @Test(arguments: NumberScene.all.filter { $0.grid.spacing != nil })
  func `grow with the spacing as their quantity says`(source: NumberScene) throws {
    let grid = source.grid
    let doubled =
      grid.affine.map {
        Grid(size: grid.size, affine: Affine(columns: $0.columns.map { $0 * 2 }, origin: $0.origin * 2))
      } ?? Grid(size: grid.size, spacing: grid.spacing.map { $0 * 2 })
    let (scene, larger) = (source.scene, source.scene(on: doubled))
    for number in MeasureCatalogue.numbers {
      let factor = [1.0, 2, 4, 8][number.quantity.powerOfLength]
      for structures in NumberScene.subjects(of: number) {
        let before = try Self.ask(number, structures, scene).map { $0 * factor }
        let after = try Self.ask(number, structures, larger)
        guard let before, let after else {
          #expect((before == nil) == (after == nil), "\(number.name) \(structures)")
          continue
        }
        #expect(abs(after - before) <= 1e-6 * max(1, abs(before)), "\(number.name) \(structures): \(before)")
      }
    }
  }

  @Test(arguments: NumberScene.all)
  func `stay within what they are said to be`(source: NumberScene) throws {
    let scene = source.scene
    for number in MeasureCatalogue.numbers {
      for structures in NumberScene.subjects(of: number) {
        guard let value = try Self.ask(number, structures, scene) else { continue }
        #expect(value >= 0 || number.traits.contains(.signed), "\(number.name) \(structures)")
        switch number.quantity {
        case .fraction: #expect(value <= 1, "\(number.name) \(structures)")
        case .count, .voxels, .slices: #expect(value == value.rounded(), "\(number.name) \(structures)")
        case .angle: #expect(value <= 180, "\(number.name) \(structures)")
        case .length, .area, .volume, .intensity, .ratio: break
        }
      }
    }
  }

  /// What needs an orientation is undefined without one, and nothing else is.
  @Test(arguments: NumberScene.all.filter { $0.grid.affine != nil })
  func `need the orientation if they say so`(source: NumberScene) throws {
    let (scene, lost) = (source.scene, source.scene(on: Grid(size: source.grid.size, spacing: source.grid.spacing)))
    // Columns and rows are for pictures whose orientation nobody knows, and for these alone.
    for number in MeasureCatalogue.numbers where !["relative_column", "relative_row"].contains(number.name) {
      for structures in NumberScene.subjects(of: number) {
        let (known, unknown) = (try Self.ask(number, structures, scene), try Self.ask(number, structures, lost))
        #expect((unknown == nil) == (known == nil || number.traits.contains(.oriented)), "\(number.name) \(structures)")
      }
    }
  }

  /// No question measures what costs more than its own measure, or another structure's shape.
  @Test(arguments: [NumberScene.all[0], NumberScene.all[6]])
  func `measure only what they need`(source: NumberScene) async throws {
    func isKnown(_ entry: MeasureEntry, _ structure: StructurePlace, _ scene: Scene) -> Bool {
      scene.knows(entry.question([structure]))
    }
    func rank(_ entry: MeasureEntry) -> Int { MeasureEntry.Cost.allCases.firstIndex(of: entry.cost) ?? 0 }
    let asked = source.scene
    for number in MeasureCatalogue.numbers {
      let scene = Scene(segmentation: asked.segmentation, image: asked.image)
      let structures: [StructurePlace] = number.subject == .structure ? [0] : [0, 1]
      let question = try #require(NumberQuestion(number, structures))
      #expect(!scene.knows(question))
      await scene.answer([question])
      #expect(scene.knows(question), "\(number.name)")
      for entry in MeasureCatalogue.entries(of: .structure) {
        for structure in structures where rank(entry) > rank(number.entry) {
          let knows = isKnown(entry, structure, scene)
          #expect(!knows, "\(number.name) asks \(entry.name)")
        }
        // The mid-sagittal plane is found from all structures' places.
        if entry.name != "voxels", entry.name != "centroid" {
          let knows = isKnown(entry, 3, scene)
          #expect(!knows, "\(number.name) asks \(entry.name) of another structure")
        }
      }
    }
  }

  @Test(arguments: [1, 4]) func `are answered ahead of time like any question`(jobs: Int) async throws {
    let source = NumberScene.all[0]
    let questions = try MeasureCatalogue.numbers.flatMap { number in
      try NumberScene.subjects(of: number).map { try #require(NumberQuestion(number, $0)) }
    }
    let (scene, fresh) = (source.scene, source.scene)
    await scene.answer(questions, jobs: jobs)
    for question in questions {
      #expect(scene.knows(question))
      #expect(scene[question] == fresh[question], "\(question.number.name)")
    }
  }
}
