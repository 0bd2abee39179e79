package import Geometry
package import PolicyLanguage
internal import Volume

/// How a policy's structures are made of an export's own ones.
struct DerivedStructures {
  /// By the structure's name; without those that lack something.
  private(set) var recipes: [String: StructureRecipe] = [:]
  /// By the structure's name: the first of the labels that it cannot be made without and that the export lacks.
  private(set) var lacks: [String: String] = [:]

  /// - Parameters:
  ///   - places: of the policy's labels that the export knows.
  ///   - isUsable: whether a label has voxels.
  init(_ policy: Policy, places: [String: StructurePlace], isUsable: (String) -> Bool) {
    for structure in policy.structures {
      guard let derivation = structure.derivation else { continue }
      var parts: [(name: String, recipe: StructureRecipe)] = []
      for name in derivation.operands {
        if let recipe = recipes[name] {
          parts.append((name, recipe))
        } else if let place = places[name], isUsable(name) {
          parts.append((name, .own(place)))
        } else if !derivation.optional.contains(name) {
          lacks[structure.name] = lacks[structure.name] ?? lacks[name] ?? name
        }
      }
      if lacks[structure.name] == nil { recipes[structure.name] = Self.recipe(derivation, parts) }
    }
  }

  private static func recipe(
    _ derivation: Derivation, _ parts: [(name: String, recipe: StructureRecipe)]
  ) -> StructureRecipe? {
    guard let first = parts.first else { return nil }
    let recipes = parts.map(\.recipe)
    switch derivation.operation {
    case .union: return recipes.count == 1 ? first.recipe : .union(recipes)
    case .intersection: return .intersection(recipes)
    case .difference:
      return recipes.count == 1 ? first.recipe : .difference(first.recipe, without: Array(recipes.dropFirst()))
    case .component(let choice, let number, let least):
      return .piece(first.recipe, choice, number: number, least: least)
    case .filled: return .filled(first.recipe)
    case .half(let side): return .half(first.recipe, isLeft: side == .left)
    }
  }
}

extension Scene {
  /// The export as a policy sees it: without what stands for several of its labels, and with what it makes of them.
  package func prepared(for policy: Policy) -> Scene {
    let settled = segmentation.settled(for: policy)
    let scene = settled == segmentation ? self : with(settled)
    guard !policy.structures.isEmpty else { return scene }
    let places = LabelMatcher(policy: policy, segmentation: settled).places
    let derived = DerivedStructures(policy, places: places) { name in places[name].map { !scene.isEmpty($0) } ?? false }
    var made: [DerivedStructure] = []
    for structure in policy.structures {
      guard let recipe = derived.recipes[structure.name] else { continue }
      // A union of which one part alone is there is that part.
      if case .own = recipe { continue }
      if !made.contains(where: { $0.key == recipe.key }) { made.append(recipe.made(in: scene)) }
    }
    return with(settled.with(derived: made))
  }
}
