internal import Anatomy
internal import Geometry
internal import PolicyLanguage
internal import Volume
internal import Wording

/// The field of view along the body, told by the levels of what is in it: by whole vertebrae; where there are none, by
/// those that it cuts; where there are none either, by other structures of known level. Each more widely than the one
/// before.
struct LevelView: Sendable {
  private let scale: LevelScale?
  private let why: String
  /// What the levels are known by: `vertebrae_T5 to vertebrae_T9`.
  private let source: String
  /// The ends of the field of view in mm towards the feet: of what lies in it everywhere, and of what lies in it
  /// anywhere.
  private let inner: ClosedRange<Double>?
  private let outer: ClosedRange<Double>?

  /// How far a structure may lie from its usual place, in levels.
  static let variation = 1.0
  /// How far from its usual place it still fills what is left of that place, in levels.
  private static let margin = 1.5

  /// The share of its usual place from which on a structure that is not there may well have been lost.
  private static let mostOfPlace = 0.5
  /// The levels of a place without an end (the skull's, above C2) that count as the whole of it.
  private static let levelsOfOpenPlace = 4.0

  init(_ facts: CaseFacts) {
    let levels = BodyLevels(facts)
    let ends = facts.grid.endsAlongBody
    (inner, outer) = (ends?.inner, ends?.outer)
    if let scale = levels.scale {
      self.scale = scale
      source = Self.words(levels.whole)
      why = ""
    } else if levels.problem == .allCut {
      let vertebrae = levels.vertebrae.filter { facts.isAtMostAVertebra($0.label) }
      scale = LevelScale(
        cutVertebrae: vertebrae.map { LevelScale.Link(place: Double($0.level.number), position: $0.position) })
      source = Self.words(vertebrae)
      why = "the field of view cuts every vertebra, and what it leaves of them is taller than one"
    } else if levels.problem == .noVertebra {
      let (names, scale) = Self.structures(facts)
      self.scale = scale
      source = names.count > 3 ? "\(names[0]) and \(names.count - 1) others" : listed(names)
      why = "no vertebra is in the export, and no whole structure of known level either"
    } else {
      scale = nil
      source = ""
      why = levels.causes.words
    }
  }

  /// `vertebrae_T5 to vertebrae_T9`.
  private static func words(_ vertebrae: [BodyLevels.Vertebra]) -> String {
    let names = Set([vertebrae.first, vertebrae.last].compactMap { $0?.label })
    return vertebrae.map(\.label).filter(names.contains).joined(separator: " to ")
  }

  /// Whole structures with levels of their own, which stand in for vertebrae. A single level is that of the vertebra to
  /// which a rib belongs, and not where its centre lies.
  private static func structures(_ facts: CaseFacts) -> (names: [String], scale: LevelScale?) {
    let found = facts.policy.labels.compactMap { label -> (name: String, link: LevelScale.Link)? in
      guard let level = label.level, level.single == nil, let middle = level.middle,
        let structure = facts.filled(label.name),
        !facts.isCutAlongBody(label.name), let position = facts.position(of: structure)
      else { return nil }
      return (label.name, LevelScale.Link(place: middle, position: position))
    }
    return (found.map(\.name), LevelScale(structures: found.map(\.link)))
  }

  /// Whether a stretch of the column is in the field of view.
  func place(of range: LevelRange) -> ViewOfLabel {
    guard let scale else { return .unknown(why: why) }
    guard let inner, let outer else {
      return .unknown(why: "the extent of the field of view along the body is unknown")
    }
    let places = range.places
    let (top, bottom) = (scale.place(at: outer.lowerBound), scale.place(at: outer.upperBound))
    let seen = "by \(source) the field of view reaches from \(levelWords(top)) to \(levelWords(bottom))"
    let lies = "it usually lies \(range.words)"

    // Outside: even if it lay a level nearer than usual, and the estimate were off.
    let above = scale.position(of: places.upperBound + Self.variation)
    if above.position + above.slack < outer.lowerBound {
      return .outside(evidence: "\(lies), \(Self.levels(top - places.upperBound)) above the field of view; \(seen)")
    }
    let below = scale.position(of: places.lowerBound - Self.variation)
    if below.position - below.slack > outer.upperBound {
      return .outside(evidence: "\(lies), \(Self.levels(places.lowerBound - bottom)) below the field of view; \(seen)")
    }

    // Inside: the middle of the place with a level on either side, or the whole of a shorter one.
    if let middle = range.middle {
      let first = scale.position(of: max(middle - Self.variation, places.lowerBound))
      let last = scale.position(of: min(middle + Self.variation, places.upperBound))
      if first.position - first.slack >= inner.lowerBound, last.position + last.slack <= inner.upperBound {
        return .inside(evidence: "\(lies), and \(seen)")
      }
    }
    if isFilled(places, inner, scale) { return .inside(evidence: "\(lies), and \(seen)") }
    if share(of: places, in: inner, scale) >= Self.mostOfPlace {
      return .unknown(why: "most of its usual place does, and the rest is cut: \(lies), and \(seen)")
    }
    return .cut(evidence: "\(lies), and \(seen)")
  }

  /// Whether the field of view holds half a level or more of what a long structure fills even where it is shorter, or
  /// lies higher or lower, than usual.
  private func isFilled(_ places: ClosedRange<Double>, _ inner: ClosedRange<Double>, _ scale: LevelScale) -> Bool {
    let (first, last) = (places.lowerBound + Self.margin, places.upperBound - Self.margin)
    guard first < last else { return false }
    let (top, bottom) = (scale.position(of: first), scale.position(of: last))
    let upper = max(top.position + top.slack, inner.lowerBound)
    let lower = min(bottom.position - bottom.slack, inner.upperBound)
    return lower - upper >= scale.height(at: scale.place(at: (upper + lower) / 2)) / 2
  }

  /// The share of a usual place that lies in the field of view even where the estimate is off by all that it may be; of
  /// a place without an end, how much of its first levels.
  private func share(of places: ClosedRange<Double>, in view: ClosedRange<Double>, _ scale: LevelScale) -> Double {
    let (lower, upper) = (places.lowerBound, places.upperBound)
    let first = lower.isFinite ? lower : upper - Self.levelsOfOpenPlace
    let last = upper.isFinite ? upper : lower + Self.levelsOfOpenPlace
    guard first < last else { return 0 }
    let (top, bottom) = (scale.position(of: first), scale.position(of: last))
    let begin = max(top.position + top.slack, view.lowerBound)
    let end = min(bottom.position - bottom.slack, view.upperBound)
    return max(0, end - begin) / (bottom.position - top.position)
  }

  private static func levels(_ count: Double) -> String {
    let whole = Int(max(1, count.rounded()))
    return counted(whole, "level")
  }
}

extension CaseFacts {
  /// Whether a label is no taller than a vertebra with its processes.
  fileprivate func isAtMostAVertebra(_ label: String) -> Bool {
    guard let box = box(label), let along = grid.indexAxis(along: 2)?.axis, let spacing = grid.spacing else {
      return false
    }
    return Double(box.last[along] - box.first[along] + 1) * spacing[along] <= 80
  }
}

extension LevelRange {
  /// The range in a sentence: `at T10 to L1`, `at T7`, `from S3 downwards`, `above C2`.
  var words: String {
    if let single { return "at \(single.name)" }
    if let first, let last { return "at \(first.name) to \(last.name)" }
    return first.map { "from \($0.name) downwards" } ?? last.map { "from \($0.name) upwards" } ?? ""
  }
}

extension Grid {
  /// The upper and the lower end of the field of view along the body, in mm towards the feet: the range in which every
  /// place across the body is in view, and the one in which some is. Nil without an orientation, and where an oblique
  /// grid is nowhere in view across the whole body.
  fileprivate var endsAlongBody: (inner: ClosedRange<Double>, outer: ClosedRange<Double>)? {
    guard dimensions == 3, let affine, let along = indexAxis(along: 2)?.axis else { return nil }
    var ends: [[Double]] = [[], []]
    for corner in 0..<8 {
      let at = (0..<3).map { corner >> $0 & 1 == 0 ? -0.5 : Double(size[$0]) - 0.5 }
      ends[corner >> along & 1].append(-affine.patient(VoxelPoint(at[0], at[1], at[2])).z)
    }
    let sorted = ends.sorted { $0.reduce(0, +) < $1.reduce(0, +) }
    guard let upper = sorted[0].max(), let lower = sorted[1].min(), upper <= lower, let top = sorted[0].min(),
      let bottom = sorted[1].max()
    else { return nil }
    return (upper...lower, top...bottom)
  }
}
