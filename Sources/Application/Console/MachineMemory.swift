#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The memory of the machine.
enum MachineMemory {
  /// What a run may fill with cases, in bytes: half of what is there.
  static var usable: Int {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages / 2 * size : 4 << 30
  }
}
