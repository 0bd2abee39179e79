import Foundation
import Shipped
import TestSupport
import Testing

/// `policy prove` and `policy serve` as they are installed.
@Suite struct PolicyProofTests {
  @Test(arguments: Shipped.policies().map(\.name))
  func `every shipped policy can accept, and nothing in it is dead or contradicts itself`(policy: String) throws {
    let run = try Program.run("policy", "prove", policy)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("can it accept a case? yes: the test '"))
  }

  @Test func `a policy is as strict as itself, and a loosened copy is not`() throws {
    let folder = try Scratch()
    let text = try #require(Shipped.policies().first { $0.name == "ct-kidneys" }?.text)
    let loosened = text.replacing("possible: 45..450 mL", with: "possible: 5..2450 mL")
    try #require(loosened != text)
    try folder.write(loosened, to: "looser.yaml")
    let same = try Program.run("policy", "prove", "ct-kidneys", "--against", "ct-kidneys")
    #expect(same.status == 0 && same.output.contains("? yes: each of the"))
    let looser = try Program.run("policy", "prove", folder.file("looser.yaml"), "--against", "ct-kidneys")
    #expect(looser.status == 1 && looser.output.contains("'volume' (kidney_left): no"))
    let back = try Program.run("policy", "prove", "ct-kidneys", "--against", folder.file("looser.yaml"))
    #expect(back.status == 0)
  }

  @Test func `an editor is answered over standard input and output`() throws {
    let folder = try Scratch()
    func framed(_ text: String) -> String { "Content-Length: \(text.utf8.count)\r\n\r\n\(text)" }
    let input =
      [
        #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#,
        #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///p.yaml","text":"policy: x\n"}}}"#,
        #"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
      ].map(framed).joined()
    let run = try Program.run(["policy", "serve"], input: try folder.write(input, to: "in"))
    #expect(run.status == 0)
    #expect(run.output.contains("\r\n\r\n{") && run.output.contains("hoverProvider"))
    #expect(run.output.contains("missing-key"))
  }
}
