internal import Anatomy
internal import Numerics

/// Where the levels of the vertebral column lie along the body, found from places that are known: between two of them
/// by interpolation, beyond them by the published heights of levels (`ColumnHeights`), stretched to what is known.
///
/// Positions are in mm towards the feet along the patient's long axis, so in axial planes, as published levels are; a
/// curved column needs nothing more. Places of the column are `SpinalLevel.number`, between levels a fraction.
package struct LevelScale: Hashable, Sendable {
  /// A place of the column with its position along the body.
  package struct Link: Hashable, Sendable {
    package let place: Double
    /// In mm towards the feet.
    package let position: Double

    package init(place: Double, position: Double) {
      self.place = place
      self.position = position
    }
  }

  /// A position along the body, and by how many mm it may be off in either direction.
  package struct Estimate: Hashable, Sendable {
    package let position: Double
    package let slack: Double
  }

  /// From head to foot.
  package let links: [Link]
  /// The length of the column over the published one.
  package let stretch: Double
  /// By how much every position may be off, in mm.
  private let slack: Double
  /// By which share of the distance to the nearest link a position beyond the links may be off.
  private let looseness: Double

  private init(links: [Link], stretch: Double, slack: Double, looseness: Double) {
    self.links = links
    self.stretch = stretch
    self.slack = slack
    self.looseness = looseness
  }

  /// The scale of vertebrae. One alone tells where, and nothing about the size of the body; the levels beyond two or
  /// more are as long as theirs within 20 %.
  ///
  /// Nil without a vertebra, and where they do not follow one another towards the feet.
  package init?(vertebrae: [Link]) {
    let links = vertebrae.sorted { $0.place < $1.place }
    guard let first = links.first, let last = links.last else { return nil }
    let isInOrder = zip(links, links.dropFirst()).allSatisfy { $0.place < $1.place && $0.position < $1.position }
    guard isInOrder else { return nil }
    let published = ColumnHeights.depth(of: last.place) - ColumnHeights.depth(of: first.place)
    self.init(
      links: links, stretch: published > 0 ? (last.position - first.position) / published : 1, slack: 0,
      looseness: links.count > 2 ? 0.2 : links.count == 2 ? 0.25 : 0.4)
  }

  /// The scale of other structures, whose centres lie at about the middle of their usual levels: a column of published
  /// length, put where the median of the structures says. A single structure may lie two levels off, three or more
  /// together one and a half.
  ///
  /// Nil without a structure.
  package init?(structures: [Link]) {
    guard !structures.isEmpty else { return nil }
    let shift = middle(of: structures.map { $0.position - ColumnHeights.depth(of: $0.place) })
    let place = middle(of: structures.map(\.place))
    self.init(
      links: [Link(place: place, position: shift + ColumnHeights.depth(of: place))], stretch: 1,
      slack: structures.count > 2 ? 45 : 60, looseness: 0.3)
  }

  /// The scale of vertebrae that the field of view cuts: what is seen of each has its centre within half a level of the
  /// vertebra's own.
  ///
  /// Nil without a vertebra.
  package init?(cutVertebrae links: [Link]) {
    guard let scale = LevelScale(structures: links) else { return nil }
    self.init(links: scale.links, stretch: 1, slack: 20, looseness: 0.3)
  }

  /// The position of a place of the column. Infinite places lie infinitely far.
  package func position(of place: Double) -> Estimate {
    guard place.isFinite, let first = links.first, let last = links.last else {
      return Estimate(position: place, slack: 0)
    }
    let depth = ColumnHeights.depth(of: place)
    guard let after = links.first(where: { $0.place >= place }) else { return beyond(last, depth) }
    guard let before = links.last(where: { $0.place <= place }) else { return beyond(first, depth) }
    let (top, bottom) = (ColumnHeights.depth(of: before.place), ColumnHeights.depth(of: after.place))
    let share = bottom > top ? (depth - top) / (bottom - top) : 0
    return Estimate(position: before.position + share * (after.position - before.position), slack: slack)
  }

  private func beyond(_ link: Link, _ depth: Double) -> Estimate {
    let distance = (depth - ColumnHeights.depth(of: link.place)) * stretch
    return Estimate(position: link.position + distance, slack: slack + looseness * abs(distance))
  }

  /// The place of the column at a position: the inverse of `position(of:)`.
  package func place(at position: Double) -> Double {
    guard let first = links.first, let last = links.last else { return .nan }
    let before = links.last { $0.position <= position } ?? first
    let after = links.first { $0.position >= position } ?? last
    let (top, bottom) = (ColumnHeights.depth(of: before.place), ColumnHeights.depth(of: after.place))
    guard before.position < after.position else {
      return ColumnHeights.place(at: top + (position - before.position) / stretch)
    }
    let share = (position - before.position) / (after.position - before.position)
    return ColumnHeights.place(at: top + share * (bottom - top))
  }

  /// The published height in mm of the level at a place of the column, in an adult.
  package static func publishedHeight(at place: Double) -> Double {
    ColumnHeights.depth(of: place + 0.5) - ColumnHeights.depth(of: place - 0.5)
  }

  /// The height in mm of the level at a place of the column.
  package func height(at place: Double) -> Double {
    Self.publishedHeight(at: place) * stretch
  }
}
