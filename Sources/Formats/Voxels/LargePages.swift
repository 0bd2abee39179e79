#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension UnsafeMutableBufferPointer where Element == Float {
  /// Asks the system for large pages, before anything is written: an image has tens of thousands of small ones, which
  /// cost more to come by than its voxels to read. Does nothing where there is no such thing.
  func preferLargePages() {
    #if os(Linux)
      guard let base = baseAddress else { return }
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      let start = UnsafeMutableRawPointer(base).alignedUp(toMultipleOf: page)
      let length = (UnsafeMutableRawPointer(base + count) - start) / page * page
      if length > 0 { _ = madvise(start, length, MADV_HUGEPAGE) }
    #endif
  }
}
