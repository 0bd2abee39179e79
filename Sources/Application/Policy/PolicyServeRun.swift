internal import Evaluation
internal import LanguageServer
internal import PolicyLanguage
internal import SegWarden

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// `segwarden policy serve`: a language server over standard input and output.
package enum PolicyServeRun {
  /// Serves until the editor says exit or closes the stream. Ends as the protocol asks: 0 after a shutdown, else 1; 65
  /// where the stream cannot be read on.
  package static func run() throws -> ExitStatus {
    var server = PolicyServer { file, text in
      PolicyText(PolicyLibrary.Entry(name: file, file: file, text: text), in: PolicyLibrary()).reading
    }
    var stream = MessageStream()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return server.exitStatus == 0 ? .success : .rejected }
      stream.add(buffer[..<count])
      do {
        while let message = try stream.next() {
          for answer in server.answers(to: message) {
            Console.write(bytes: try MessageStream.framed(answer))
          }
          if let status = server.exitStatus { return status == 0 ? .success : .rejected }
        }
      } catch {
        throw ProgramError(.badInput, "the editor's messages cannot be read: \(error)")
      }
    }
  }
}
