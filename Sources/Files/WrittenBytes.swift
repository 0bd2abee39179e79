#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension [UInt8] {
  /// Writes all of them to an open file.
  func write(to file: Int32) throws(FileError) {
    let isWritten = withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count, let base = bytes.baseAddress {
        #if canImport(Glibc)
          let count = Glibc.write(file, base + done, bytes.count - done)
        #elseif canImport(Musl)
          let count = Musl.write(file, base + done, bytes.count - done)
        #else
          let count = Darwin.write(file, base + done, bytes.count - done)
        #endif
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        done += count
      }
      return true
    }
    if !isWritten { throw .last }
  }
}
