internal import Numerics
package import Volume

/// Whether structures that follow one another, such as vertebrae or ribs, do so in order and at even steps.
///
/// The chain's axis is the patient axis (without orientation: the index axis) along which centroids change most per
/// link, by the median over all pairs of links (Theil 1950, Sen 1968), which a few misplaced links cannot turn. Or it
/// is given: ribs that the field of view cuts off drift backwards more than down. In a curved spine the axis stays that
/// of the body, and steps are measured along the curve. Cost: the centroids, and the square of their number.
package struct Chain: TabledMeasure {
  package typealias Value = Links?
  /// In their nominal order.
  package let structures: [StructurePlace]
  /// The place of each in the complete chain: 3 and 5 when the fourth link is not in the export at all.
  package let numbers: [Int]
  /// The patient axis (0 right, 1 anterior, 2 superior) to judge the order along; nil: the one that the chain follows
  /// most.
  package let patientAxis: Int?

  /// - Parameter numbers: rising; nil: 0, 1, 2 and so on. One per structure, else they are not used.
  package init(structures: [StructurePlace], numbers: [Int]? = nil, along patientAxis: Int? = nil) {
    self.structures = structures
    self.patientAxis = patientAxis
    self.numbers = numbers.flatMap { $0.count == structures.count ? $0 : nil } ?? Array(structures.indices)
  }

  /// From one link to the next one that has voxels.
  package struct Step: Hashable, Sendable {
    package let from: StructurePlace
    package let to: StructurePlace
    /// 1, or more when links between are missing.
    package let links: Int
    /// The distance of the centroids in mm, in pixels without spacing.
    package let length: Double
    /// The part of it along the chain's axis, above 0 in the chain's direction.
    package let along: Double
    /// The step's length per link over the local trend, the median of the two steps before and behind: about 2 where a
    /// link was passed over, a half where one was divided. Nil for fewer than three steps, or a trend of 0.
    package let relative: Double?
  }

  package struct Links: Hashable, Sendable {
    /// The structures with voxels, in the nominal order.
    package let present: [StructurePlace]
    /// Members without voxels.
    package let empty: [StructurePlace]
    /// The axis, and whether its coordinate grows along the chain.
    package let axis: Int
    package let grows: Bool
    /// The direction in which the chain runs; nil when the orientation is unknown.
    package let direction: PatientDirection?
    package let steps: [Step]
    /// The places in `steps` that go backwards, or do not get on.
    package let backward: [Int]
    /// Neighbours whose exchange would put that part of the chain in order.
    package let swapped: [[StructurePlace]]
    /// The middle one of the steps' lengths per link.
    package let medianStep: Double
    /// The place in `steps` of the step that differs most from its trend, as a ratio.
    package let mostUneven: Int?

    /// Nil for two links, which always have an order.
    package var isMonotone: Bool? { present.count > 2 ? backward.isEmpty : nil }
    /// The first step that goes backwards.
    package var firstViolation: Step? { isMonotone == nil ? nil : backward.first.map { steps[$0] } }
  }

  package var restsOn: [any StoredMeasure] { structures.map { RunSums(structure: $0) } }

  /// Nil when fewer than two structures have voxels, or when a patient axis is asked for and the orientation unknown.
  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Links? {
    guard patientAxis == nil || source.grid.affine != nil else { return nil }
    var present: [(structure: StructurePlace, number: Int, point: SIMD3<Double>)] = []
    for (structure, number) in zip(structures, numbers) {
      if let point = try source.value(of: FramePoint(structure: structure)) {
        present.append((structure, number, point))
      }
    }
    guard present.count > 1 else { return nil }
    let slopes = (0..<3).map { axis in Self.slope(present.map { (Double($0.number), $0.point[axis]) }) }
    let axis = patientAxis ?? slopes.indices.max { (abs(slopes[$0]), $1) < (abs(slopes[$1]), $0) } ?? 0
    let sign = slopes[axis] < 0 ? -1.0 : 1
    let places = present.map { $0.point[axis] * sign }
    let lengths = zip(present, present.dropFirst()).map { a, b in
      let d = b.point - a.point
      return (d * d).sum().squareRoot()
    }
    let links = zip(present, present.dropFirst()).map { max(1, $1.number - $0.number) }
    let relative = Self.relative(zip(lengths, links).map { $0 / Double($1) })
    let steps = lengths.indices.map { n in
      Step(
        from: present[n].structure, to: present[n + 1].structure, links: links[n], length: lengths[n],
        along: places[n + 1] - places[n], relative: relative[n])
    }
    let uneven = relative.indices.filter { relative[$0] != nil }
    return Links(
      present: present.map(\.structure), empty: structures.filter { source.isEmpty($0) }, axis: axis,
      grows: sign > 0,
      direction: source.grid.affine == nil ? nil : PatientDirection(axis: axis, positive: sign > 0), steps: steps,
      backward: steps.indices.filter { steps[$0].along <= LinearCoordinate.slack },
      swapped: Self.swaps(places).map { [present[$0].structure, present[$0 + 1].structure] },
      medianStep: middle(of: zip(lengths, links).map { $0 / Double($1) }),
      mostUneven: uneven.max { Self.unevenness(relative[$0]) < Self.unevenness(relative[$1]) })
  }

  /// The median slope over all pairs of points.
  private static func slope(_ points: [(x: Double, y: Double)]) -> Double {
    var slopes: [Double] = []
    for (n, a) in points.enumerated() {
      for b in points[(n + 1)...] where b.x != a.x { slopes.append((b.y - a.y) / (b.x - a.x)) }
    }
    return middle(of: slopes)
  }

  /// Each length over the median of up to two before and two behind it.
  private static func relative(_ lengths: [Double]) -> [Double?] {
    lengths.indices.map { n in
      let around = (max(0, n - 2)...min(lengths.count - 1, n + 2)).filter { $0 != n }.map { lengths[$0] }
      let trend = middle(of: around)
      return around.count < 2 || trend <= 0 ? nil : lengths[n] / trend
    }
  }

  /// Twice as long is as uneven as half as long.
  private static func unevenness(_ relative: Double?) -> Double {
    guard let relative else { return -1 }
    return relative > 0 ? max(relative, 1 / relative) : .infinity
  }

  /// Places n where links n and n + 1 stand the wrong way round, while both fit between their neighbours after an
  /// exchange.
  private static func swaps(_ places: [Double]) -> [Int] {
    guard places.count > 2 else { return [] }
    return places.indices.dropLast().filter { n in
      places[n + 1] < places[n] && (n == 0 || places[n - 1] < places[n + 1])
        && (n + 2 >= places.count || places[n] < places[n + 2])
    }
  }
}
