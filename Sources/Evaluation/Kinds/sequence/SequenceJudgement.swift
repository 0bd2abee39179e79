internal import Geometry
internal import Measurements
internal import PolicyLanguage
internal import Volume
internal import Wording

/// A sequence judged: `order_swapped` when two neighbours are exchanged, `order_reversed` when all run the other way,
/// `missing_renumbered` when there is no room for what is missing.
struct SequenceJudgement {
  private typealias Field = SequenceOrder.Field

  let kind: SequenceOrder
  let chain: SequenceChain
  let facts: CaseFacts

  private var name: String { "\(kind.labels[0]) to \(kind.labels[kind.labels.count - 1])" }

  func judge() throws(MeasurementError) -> [Judgement] {
    guard let measure = chain.measure else {
      let causes = kind.labels.compactMap { facts.absence(of: $0) }
      return [.unknown("The sequence \(name)", causes)]
    }
    guard facts.distancesCompare || kind.along != nil, let links = try facts.value(of: measure) else {
      let cause: UnknownCause = kind.along == nil ? .noSpacing : .noOrientation
      return [.unknown("The order of \(name)", cause, aspect: Field.order.is(.unknown))] + judgeUnplaced()
    }
    return [
      judgeOrder(links), kind.missing.map { judgeMissing($0, links) }, kind.spacing.map { judgeSpacing($0, links) },
    ].compactMap(\.self) + judgeVariants()
  }

  /// What can be said where nothing is known of the order: links are missing all the same.
  private func judgeUnplaced() -> [Judgement] {
    [
      kind.missing.map { judgeMissing($0, nil) },
      kind.spacing.map {
        .unknown("The steps of \(name)", .noSpacing, aspect: Field.spacing.is(.unknown), expected: $0.text)
      },
    ].compactMap(\.self) + judgeVariants()
  }

  private func label(_ structure: StructurePlace) -> String {
    chain.present.first { facts.place($0) == structure } ?? ""
  }

  private func judgeOrder(_ links: Chain.Links) -> Judgement {
    let expected = kind.along.map { "in order, \($0.rawValue)" } ?? "in order"
    let inOrder = chain.present.count
    func failed(_ how: Deviation, _ labels: [String], _ message: String, _ counterfactual: String, _ repair: String?)
      -> Judgement
    {
      let count = how == .reversed ? links.steps.count : max(1, links.backward.count)
      return Judgement(
        .fail, aspect: Field.order.is(how), labels: labels, message: message,
        measured: Measured(value: Double(count), unit: "steps"), expected: expected, margin: -Double(count),
        location: facts.location(of: labels), counterfactual: counterfactual, repair: repair)
    }
    if let along = kind.along, let direction = links.direction, direction != along {
      return failed(
        .reversed, chain.present,
        "\(ends) and what lies between run \(direction.rawValue), not \(along.rawValue).",
        "With the order of their names turned round this would pass.", "relabel")
    }
    guard let first = links.backward.first else {
      let direction = links.direction.map { " \($0.rawValue)" } ?? ""
      return Judgement(
        .pass, aspect: Field.order.is(.within), labels: chain.present,
        message: "\(counted(inOrder, "link")) of \(name) follow\(inOrder == 1 ? "s" : "") one another\(direction).",
        measured: Measured(value: 0, unit: "steps"), expected: expected)
    }
    if let swapped = links.swapped.first, links.backward.count == links.swapped.count {
      let labels = swapped.map(label)
      let more = links.swapped.count > 1 ? ", and \(links.swapped.count - 1) more" : ""
      return failed(
        .swapped, labels, "\(listed(labels)) stand the wrong way round\(more).",
        "With the names of \(listed(labels)) exchanged they would stand in order.", "swap-labels")
    }
    let step = links.steps[first]
    let labels = [label(step.to), label(step.from)]
    let where_ = links.direction.map { "\($0.rawValue) to" } ?? "beyond"
    return failed(
      .broken, labels,
      "\(labels[0]) does not lie \(where_) \(labels[1]), \(counted(links.backward.count, "step")) of \(links.steps.count) go\(links.backward.count == 1 ? "es" : "") back.",
      "With \(labels[0]) \(where_) \(labels[1]) this step would be in order.", "relabel")
  }

  /// The first and the last link that the export has.
  private var ends: String { listed([chain.present.first, chain.present.last].compactMap(\.self)) }

  /// The neighbours, in the export, of a link that is missing.
  private func neighbours(of link: String) -> [String] {
    guard let at = chain.expected.firstIndex(of: link) else { return [] }
    let before = chain.expected[..<at].last { chain.present.contains($0) }
    let after = chain.expected[at...].first { chain.present.contains($0) }
    return [before, after].compactMap(\.self)
  }

  /// Whether the neighbours of a missing link lie so near that there is no room for it: less than half a step more than
  /// they would without it.
  private func isSkipped(_ link: String, _ links: Chain.Links?) -> Bool {
    let around = neighbours(of: link)
    guard facts.distancesCompare, around.count == 2,
      let step = links?.steps.first(where: { label($0.from) == around[0] && label($0.to) == around[1] }),
      let relative = step.relative
    else { return false }
    return relative * Double(step.links) < 1.5
  }

  private func judgeMissing(_ limits: Limits, _ links: Chain.Links?) -> Judgement {
    let missing = chain.missing
    let value = Double(missing.count)
    let passes = limits.contains(value)
    let skipped = missing.filter { isSkipped($0, links) }
    let isClosed = !passes && limits.isAbove(value) && !skipped.isEmpty && skipped.count == missing.count
    let around = missing.flatMap(neighbours).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    var message =
      missing.isEmpty
      ? "No link is missing between \(ends)."
      : "\(listed(missing)) \(missing.count == 1 ? "is" : "are") missing between \(listed(around))."
    if isClosed {
      message =
        "\(listed(missing)) \(missing.count == 1 ? "is" : "are") skipped: \(listed(around)) lie next to one another."
    }
    return Judgement(
      passes ? .pass : .fail,
      aspect: isClosed ? Field.missing.is(.renumbered) : Field.missing.holding(value, to: limits),
      labels: passes ? chain.present : missing + around, message: message,
      measured: Measured(value: value, unit: "links"), expected: limits.text, margin: limits.margin(value),
      location: passes ? nil : facts.location(of: missing.isEmpty ? chain.present : around),
      counterfactual: passes
        ? nil
        : limits.isBelow(value)
          ? "With \(limits.text) links missing this would pass."
          : isClosed
            ? "With the links numbered without a gap this would pass."
            : "With \(listed(missing)) segmented this would pass.",
      repair: passes || limits.isBelow(value) ? nil : isClosed ? "relabel" : "segment-again")
  }

  private func judgeSpacing(_ limits: Limits, _ links: Chain.Links) -> Judgement {
    let what = "The steps of \(name)"
    guard facts.distancesCompare else {
      return .unknown(what, .noSpacing, aspect: Field.spacing.is(.unknown), expected: limits.text)
    }
    let steps = links.steps.compactMap { step in step.relative.map { (step: step, relative: $0) } }
    guard let worst = steps.min(by: { limits.margin($0.relative) < limits.margin($1.relative) }) else {
      return .unknown(
        what, .undefined("fewer than four links are in the export"), aspect: Field.spacing.is(.unknown),
        expected: limits.text)
    }
    let labels = [label(worst.step.from), label(worst.step.to)]
    let per = worst.step.links > 1 ? " per link" : ""
    return limits.judgement(
      of: worst.relative, field: Field.spacing, labels: labels,
      message:
        "The step from \(labels[0]) to \(labels[1]), \(facts.lengthWords(worst.step.length)), is \(words(worst.relative)) times\(per) as long as those around it.",
      place: facts.location(of: labels),
      counterfactual: "With a step of \(limits.text) times those around it this would pass.")
  }

  /// A variant that is there although the case's context says that it is not.
  private func judgeVariants() -> [Judgement] {
    kind.variants.compactMap { variant in
      let found = variant.labels.filter { facts.filled($0) != nil }
      guard variant.isDeclared(facts) == false, !found.isEmpty else { return nil }
      return Judgement(
        .warn, aspect: Field.variants.is(.unexpected), labels: found,
        message:
          "\(listed(found)) \(found.count == 1 ? "is" : "are") in the export, and the case's context does not say \(variant.name).",
        expected: "no \(variant.name)", location: facts.location(of: found),
        counterfactual: "With the context \(variant.name), or without \(listed(found)), this would pass.",
        repair: "relabel")
    }
  }
}
