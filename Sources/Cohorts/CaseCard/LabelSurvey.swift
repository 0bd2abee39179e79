internal import Cases
internal import Concurrency
internal import Evaluation
internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume

/// How a policy's labels lie in accepted exports: which are there, which touch, and which come in several large pieces.
struct LabelSurvey: Sendable {
  private(set) var cases = 0
  /// In how many cases each label has voxels.
  private(set) var present: [String: Int] = [:]
  /// In how many cases two labels share voxel faces, or are a pair of sides; in the policy's order.
  private(set) var neighbours: [[String]: Int] = [:]
  /// In how many cases a label has two pieces or more that hold a twentieth of it each.
  private(set) var parted: [String: Int] = [:]

  /// So many cases tell what is usual.
  private static let most = 60

  init(of exports: [Export], policy: Policy, jobs: Int) async {
    let seen = await Array(exports.prefix(Self.most)).concurrentMap(atMost: jobs) { Self.look(at: $0, policy) }
    for one in seen.compactMap(\.self) {
      cases += 1
      for label in one.present { present[label, default: 0] += 1 }
      for pair in one.neighbours { neighbours[pair, default: 0] += 1 }
      for label in one.parted { parted[label, default: 0] += 1 }
    }
  }

  private struct Seen: Sendable {
    let present: [String]
    let neighbours: [[String]]
    let parted: [String]
  }

  private static func look(at export: Export, _ policy: Policy) -> Seen? {
    guard let inputs = try? CaseInputs(export, for: policy, readsImage: false) else { return nil }
    let scene = Scene(segmentation: inputs.segmentation).prepared(for: policy)
    let facts = CaseFacts(
      policy: policy, table: .init(of: scene, imageGrid: nil, hasSlices: false), context: [:])
    let names = policy.labels.map(\.name)
    let places = names.compactMap { name in facts.filled(name).map { (name: name, place: $0) } }
    let labels = Dictionary(places.map { ($0.place, $0.name) }) { first, _ in first }
    let touching = scene[NotablePairs()].compactMap { pair -> [String]? in
      let both = Set([labels[pair.0], labels[pair.1]].compactMap(\.self))
      return both.count == 2 ? names.filter(both.contains) : nil
    }
    let parted = places.filter { _, place in
      let pieces = scene[Components(structure: place, neighbourhood: .corners)]
      let total = pieces.reduce(0) { $0 + $1.voxels }
      return pieces.count > 1 && 20 * pieces[1].voxels >= total
    }
    return Seen(present: places.map(\.name), neighbours: touching, parted: parted.map(\.name))
  }

  /// Labels in so many cases that their numbers can be told apart from one another, in the policy's order.
  func common(_ policy: Policy) -> [String] {
    policy.labels.map(\.name).filter { present[$0, default: 0] >= 8 && 10 * present[$0, default: 0] >= cases }
  }

  /// Pairs that are neighbours in at least half of the cases, the most frequent first.
  var usualNeighbours: [[String]] {
    neighbours.filter { 2 * $0.value >= cases }
      .sorted { ($1.value, $0.key.joined(separator: " ")) < ($0.value, $1.key.joined(separator: " ")) }.map(\.key)
  }

  /// Whether a label comes in several large pieces in four of five cases.
  func isParted(_ label: String) -> Bool {
    5 * parted[label, default: 0] >= 4 * present[label, default: 0] && cases > 0
  }
}
