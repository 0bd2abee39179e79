import LanguageModel
import Testing

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("https://api.openai.com", "https://api.openai.com/v1/chat/completions"),
    ("https://api.openai.com/", "https://api.openai.com/v1/chat/completions"),
    ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
    ("https://api.openai.com/v1//", "https://api.openai.com/v1/chat/completions"),
    ("https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1/chat/completions"),
    ("https://api.openai.com/v1/chat/completions/", "https://api.openai.com/v1/chat/completions"),
    ("https://host:8443/v1beta/openai/", "https://host:8443/v1beta/openai/chat/completions"),
    ("https://host/v1?api-version=2#top", "https://host/v1/chat/completions?api-version=2"),
    ("http://localhost:8080", "http://localhost:8080/v1/chat/completions"),
    ("http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions"),
    ("http://127.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions"),
  ])
  func `addresses are completed`(base: String, full: String) throws {
    #expect(try ServerAddress(base: base, operation: "chat/completions").text == full)
  }

  @Test(arguments: [
    "http://model.hospital.example/v1", "http://10.0.0.5:8000", "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://1270.0.0.1", "http://127.0.0.example", "http://[::2]",
  ])
  func `plain http to another machine is refused unless allowed`(base: String) throws {
    let error = try #require(throws: ModelError.self) { try ServerAddress(base: base, operation: "o") }
    #expect(error.code == .configuration)
    #expect(error.message.contains("patient pictures"))
    #expect(try ServerAddress(base: base, operation: "o", allowPlainHTTP: true).isLoopback == false)
  }

  @Test(arguments: [
    "", "host/v1", "localhost:8080", "ftp://host", "file:///etc/passwd", "https://", "https://a b/",
    "https://user:secret@host/v1", "https://host/v1?key=secret", "https://host/v1?a=1&api_key=secret",
  ])
  func `what is no usable address is refused without repeating it`(base: String) throws {
    let error = try #require(throws: ModelError.self) { try ServerAddress(base: base, operation: "o") }
    #expect(error.code == .configuration)
    #expect(error.message.contains("https://host/v1"))
    #expect(!error.message.contains("secret"))
  }

  @Test(arguments: ["a\nb", "a b", "ké"])
  func `a key that cannot be sent is refused`(key: String) throws {
    let error = try #require(throws: ModelError.self) {
      try RemoteModel(
        profile: ModelProfile(name: "p", interface: .responses, baseURL: "https://host", model: "m"), key: key)
    }
    #expect(error.code == .configuration)
    #expect(!error.message.contains(key))
  }
}
