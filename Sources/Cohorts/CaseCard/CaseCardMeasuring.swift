internal import Cases
internal import Concurrency
internal import Digest
internal import Evaluation
internal import Formats
internal import Geometry
internal import Mutations
internal import Numerics
internal import PolicyLanguage
internal import Volume

/// The numbers of one mask: of a case that people accepted or rejected, or of a faulty version of an accepted one.
struct MeasuredMask: Sendable {
  let name: String
  /// What is held out together: the manifest's group, else the image, else the name.
  let group: String
  let isRejected: Bool
  /// What was made of an accepted mask; nil for a case's own.
  let fault: GradedFault?
  /// Whether what was made agrees so well with its original that it shows how the fault looks, but is no bad mask.
  let isMild: Bool
  let values: [Double]
  /// SHA-256 of the mask's file; of a made one the original's.
  let digest: String
}

/// Measures cases, and faulty versions that are made of them, for a card.
struct CaseCardMeasuring: Sendable {
  let numbers: CardNumbers
  let context: [String: String]
  let readsImages: Bool
  let jobs: Int
  /// What all numbers ask for.
  private let needs: [ConditionNeeds.Measure]
  /// The policy's names without its expectations: nothing is judged.
  private let silent: Policy

  init(numbers: CardNumbers, context: [String: String], readsImages: Bool, jobs: Int) {
    self.numbers = numbers
    self.context = context
    self.readsImages = readsImages
    self.jobs = jobs
    var needs = ConditionNeeds()
    for number in numbers.numbers { needs.formUnion(number.expression.needs(subject: nil)) }
    self.needs = Array(needs.measures)
    silent = numbers.policy.with(expectations: [])
  }

  /// A faulty version counts as one where it agrees less with its original: the lowest Dice coefficient of any label.
  static let mostDice = 0.85
  /// Above it nothing is to be seen.
  private static let mildDice = 0.97

  /// - Parameter mutations: how many faulty versions of each case.
  func masks(_ exports: [Export], areRejected: Bool, mutations: Int) async -> [MeasuredMask] {
    // Not the order of the list but the names decide what is made of which case.
    let sorted = exports.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
      .map(\.element)
    let paths = sorted
    let measured = await sorted.enumerated().map { (place: $0.offset, export: $0.element) }
      .concurrentMap(atMost: jobs) { place, export in
        await masks(
          of: export, isRejected: areRejected, mutations: mutations,
          other: paths[(place + paths.count / 2 + 1) % paths.count])
      }
    return measured.flatMap(\.self)
  }

  private func masks(of export: Export, isRejected: Bool, mutations: Int, other: Export) async -> [MeasuredMask] {
    let policy = numbers.policy
    guard
      let inputs = try? CaseInputs(export, for: policy, context: context, readsImage: readsImages)
    else { return [] }
    let image = readsImages ? inputs.image?.volume : nil
    let group = export.group ?? export.image ?? export.name
    // What is known of the image holds for all versions.
    let scene = Scene(segmentation: inputs.segmentation, image: image)
    func mask(_ segmentation: Segmentation, _ fault: GradedFault?, isMild: Bool = false) async -> MeasuredMask {
      MeasuredMask(
        name: export.name, group: group, isRejected: isRejected || fault != nil, fault: fault, isMild: isMild,
        values: await values(of: scene.with(segmentation), inputs), digest: inputs.read.digest)
    }
    var masks = [await mask(inputs.segmentation, nil)]
    guard mutations > 0 else { return masks }
    let strange = (try? CaseInputs(other, for: policy, readsImage: false))?.segmentation
    var random = SplitMix64(seed: Self.seed(export.name))
    var kinds: [GradedFault] = []
    // Some kinds cannot be made everywhere, and small faults are none: half as many show how their kinds look.
    var (bad, mild) = (0, 0)
    for _ in 0..<4 * mutations where bad < mutations {
      if kinds.isEmpty { kinds = random.shuffled(GradedFault.allCases) }
      let kind = kinds.removeLast()
      let severity = GradedFault.severity(&random)
      guard
        let made = kind.made(
          in: inputs.segmentation, image: image, other: strange, severity: severity, seed: random.next())
      else { continue }
      let dice = Self.dice(inputs.segmentation, made)
      let isMild = dice >= Self.mostDice
      guard !isMild || dice < Self.mildDice && 2 * mild < mutations && kind != .combined else { continue }
      if isMild { mild += 1 } else { bad += 1 }
      masks.append(await mask(made, kind, isMild: isMild))
    }
    return masks
  }

  /// The same for the same name.
  private static func seed(_ name: String) -> UInt64 { UInt64(SHA256.of(name).prefix(15), radix: 16) ?? 0 }

  /// The lowest Dice coefficient of any structure with voxels in either.
  static func dice(_ a: Segmentation, _ b: Segmentation) -> Double {
    zip(a.structures, b.structures).reduce(1) { least, pair in
      let sum = pair.0.runs.voxelCount + pair.1.runs.voxelCount
      guard sum > 0 else { return least }
      return min(least, 2 * Double(pair.0.runs.intersection(pair.1.runs).voxelCount) / Double(sum))
    }
  }

  private func values(of scene: Scene, _ inputs: CaseInputs) async -> [Double] {
    let result = await Evaluator(policy: silent).evaluate(
      scene, imageGrid: inputs.image?.grid, context: inputs.context, numbers: needs)
    return numbers.numbers.map { $0.value(in: result.facts) }
  }
}
