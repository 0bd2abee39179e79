/// A position in patient space, in millimetres, RAS: x grows to the patient's right, y to the front, z to the head.
package struct PatientPoint: Hashable, Sendable, Codable {
  package var x: Double
  package var y: Double
  package var z: Double

  package init(_ x: Double, _ y: Double, _ z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The coordinate along a patient axis: 0 (right), 1 (anterior) or 2 (superior).
  package subscript(axis: Int) -> Double {
    get { axis == 0 ? x : axis == 1 ? y : z }
    set {
      if axis == 0 { x = newValue } else if axis == 1 { y = newValue } else { z = newValue }
    }
  }

  /// The straight distance to another point, in millimetres.
  package func distance(to other: PatientPoint) -> Double {
    let (dx, dy, dz) = (x - other.x, y - other.y, z - other.z)
    return (dx * dx + dy * dy + dz * dz).squareRoot()
  }
}

/// One of the six directions of the body.
package enum PatientDirection: String, CaseIterable, Hashable, Sendable, Codable {
  case right, left, anterior, posterior, superior, inferior

  /// The patient axis of the direction: 0 right–left, 1 anterior–posterior, 2 superior–inferior.
  package var axis: Int {
    switch self {
    case .right, .left: 0
    case .anterior, .posterior: 1
    case .superior, .inferior: 2
    }
  }

  /// +1 when the RAS coordinate grows in this direction, else -1.
  package var sign: Double {
    switch self {
    case .right, .anterior, .superior: 1
    case .left, .posterior, .inferior: -1
    }
  }

  /// The letter that orientation codes use.
  package var letter: Character {
    switch self {
    case .right: "R"
    case .left: "L"
    case .anterior: "A"
    case .posterior: "P"
    case .superior: "S"
    case .inferior: "I"
    }
  }

  package var opposite: PatientDirection {
    switch self {
    case .right: .left
    case .left: .right
    case .anterior: .posterior
    case .posterior: .anterior
    case .superior: .inferior
    case .inferior: .superior
    }
  }

  /// The direction along a patient axis (0, 1, 2) in which the RAS coordinate grows or falls.
  package init(axis: Int, positive: Bool) {
    self =
      switch (axis, positive) {
      case (0, true): .right
      case (0, false): .left
      case (1, true): .anterior
      case (1, false): .posterior
      case (_, true): .superior
      case (_, false): .inferior
      }
  }
}
