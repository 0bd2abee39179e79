/// The unit of length that a header counts in (`xyzt_units`).
struct NIfTIUnit {
  /// Millimetres per unit; 1 for an unknown one.
  let millimetres: Double
  /// Nil for a code that NIfTI does not define.
  let name: String?

  init(code: Int) {
    switch code & 7 {
    case 0: (millimetres, name) = (1, "unknown units")
    case 1: (millimetres, name) = (1000, "metres")
    case 2: (millimetres, name) = (1, "millimetres")
    case 3: (millimetres, name) = (0.001, "micrometres")
    default: (millimetres, name) = (1, nil)
    }
  }
}
