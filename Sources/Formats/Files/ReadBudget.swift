#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How much memory reading may take, in bytes: what the headers of an export and its image ask for, and the runs of its
/// structures. The arrays that measuring the largest of them needs are held to the same number, for themselves.
package struct ReadBudget: Hashable, Sendable {
  /// What was given.
  package let bytes: Int
  /// What is left of it.
  let left: Int

  /// 4 GiB: a CT of 512 × 512 × 2,000 voxels takes half of it as an image.
  package static let standard = ReadBudget(bytes: 4 << 30)

  package init(bytes: Int) { self.init(bytes: bytes, left: bytes) }

  private init(bytes: Int, left: Int) {
    self.bytes = bytes
    self.left = left
  }

  /// Reads a size such as `4G`, `512M` or `1073741824`, in powers of 1,024; nil for anything else and for less than
  /// 1 MiB.
  package init?(_ text: String) {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    var digits = text.uppercased()[...]
    for tail in ["IB", "B"] where digits.hasSuffix(tail) {
      digits = digits.dropLast(tail.count)
      break
    }
    let shift = digits.last.flatMap { shifts[$0] }
    if shift != nil { digits = digits.dropLast() }
    guard let number = Int(digits), number > 0, number < Int.max >> (shift ?? 0) else { return nil }
    guard number << (shift ?? 0) >= 1 << 20 else { return nil }
    self.init(bytes: number << (shift ?? 0))
  }

  /// The budget without what is held already.
  package func less(_ held: Int) -> ReadBudget { ReadBudget(bytes: bytes, left: max(0, left - max(0, held))) }

  /// Throws `.tooLarge` when some bytes are more than what is left, or than the machine gives.
  package func check(_ needed: Int, for what: String) throws {
    guard needed <= left else { throw ReadError.tooLarge(what, needed, limit: left, of: bytes) }
    // What is refused by an array ends the program; what is refused here ends one case.
    guard needed >= 1 << 24 else { return }
    guard Self.machineGives(needed) else {
      throw ReadError(
        code: .tooLarge,
        message: "\(what) would take \(Self.words(needed)) of memory, which this machine does not give. "
          + "Check fewer cases at a time (--jobs), or use a larger machine.")
    }
  }

  /// Whether memory can be mapped. An allocation that is freed unused would be optimised away.
  private static func machineGives(_ bytes: Int) -> Bool {
    let probe = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let probe, probe != UnsafeMutableRawPointer(bitPattern: -1) else { return false }
    munmap(probe, bytes)
    return true
  }

  /// The product of two counts; the largest number where it does not fit.
  static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflows) = a.multipliedReportingOverflow(by: b)
    return overflows ? .max : product
  }

  /// Such as `3.2 GiB`.
  static func words(_ bytes: Int) -> String {
    guard bytes < .max else { return "more than 8 EiB" }
    for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes >= 1 << shift {
      let tenths = (bytes >> (shift - 10)) * 10 / 1024
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}

extension ReadError {
  /// What is asked for and what may be had.
  static func tooLarge(_ what: String, _ needed: Int, limit: Int, of whole: Int? = nil) -> ReadError {
    let rest = whole.map { $0 == limit ? "" : " left of \(ReadBudget.words($0))" } ?? ""
    let remedy =
      whole == nil ? "Check what wrote it." : "Check what wrote it; if it is sound, allow more with --max-memory."
    return ReadError(
      code: .tooLarge,
      message: "\(what) would take \(ReadBudget.words(needed)) of memory, and \(ReadBudget.words(limit))\(rest) "
        + "are allowed. \(remedy)")
  }
}
