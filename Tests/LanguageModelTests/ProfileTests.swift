import Foundation
import JSON
import LanguageModel
import TestSupport
import Testing

@Suite struct ProfileTests {
  private func profile(_ fields: String) throws -> ModelProfile {
    try ModelProfile(named: "ward", reading: try JSONValue(parsing: fields))
  }

  @Test func `a file's profiles begin like built-in ones or like one another`() throws {
    let text = """
      {"segwarden": 1, "models": {
        "ward": {"like": "vllm", "base_url": "https://llm.ward.example/v1", "model": "Qwen/Qwen2.5-VL-7B", "temperature": 0,
                 "seed": 7, "picture_count": 4, "headers": {"X-Title": "SegWarden"}, "requests_at_a_time": 2},
        "ward-votes": {"like": "ward", "temperature": 0.7},
        "cloud": {"interface": "messages", "base_url": "https://api.anthropic.com", "model": "m", "total_seconds": 90}}}
      """
    let profiles = try ModelProfile.read(try JSONValue(parsing: text))
    #expect(profiles.map(\.name) == ["ward", "ward-votes", "cloud"])
    #expect(profiles.map(\.temperature) == [0, 0.7, nil])
    #expect(profiles.map(\.seed) == [7, 7, nil])
    #expect(profiles.map(\.tokenLimitField) == [.maxTokens, .maxTokens, nil])
    #expect(profiles[1].headers == [HTTPHeader("X-Title", "SegWarden")] && profiles[1].pictureCount == 4)
    #expect(profiles[2].schemaSubset == .anthropic && profiles[2].limits.totalSeconds == 90)
  }

  @Test(arguments: [
    (#"{"like":"vllm","temprature":0}"#, "has no field 'temprature'; did you mean 'temperature'."),
    (#"{"like":"vlm"}"#, "did you mean 'vllm'"), (#"{"like":"nothing-near"}"#, "there are openai,"),
    (#"{"like":"vllm","temperature":3}"#, "a number from 0.0 to 2.0 for 'temperature'"),
    (#"{"like":"anthropic","temperature":1.5}"#, "from 0.0 to 1.0"),
    (#"{"like":"vllm","seed":1.5}"#, "whole number"), (#"{"like":"vllm","stream":"yes"}"#, "true or false"),
    (#"{"like":"vllm","schema_mode":"strict"}"#, "one of json_schema, json_object, tool, prompt, not 'strict'"),
    (#"{"like":"vllm","model":7}"#, "a text for 'model'"), (#"[]"#, "mapping"), (#"{"model":"m"}"#, "either 'like'"),
    (#"{"like":"vllm","interface":"gemini"}"#, "either 'like'"), (#"{"interface":"gemini"}"#, "'base_url'"),
    (#"{"like":"anthropic","seed":1}"#, "'seed', which the interface messages does not have"),
    (#"{"like":"openai-responses","seed":1}"#, "'seed'"), (#"{"like":"ollama","logprobs":1}"#, "'logprobs'"),
    (#"{"like":"openai","thinking":true}"#, "'thinking'"), (#"{"like":"gemini","store":false}"#, "'store'"),
    (#"{"like":"gemini","token_limit_field":"max_tokens"}"#, "'token_limit_field'"),
    (#"{"like":"openai","schema_mode":"tool"}"#, "tool"),
    (#"{"like":"anthropic","schema_mode":"json_object"}"#, "json_object"),
    (#"{"like":"anthropic","thinking":100}"#, "at least 1024"),
    (#"{"like":"anthropic","thinking":4096}"#, "reasoning_tokens"),
    (#"{"like":"anthropic","thinking":true,"schema_mode":"tool"}"#, "exclude"),
    (#"{"like":"gemini","thinking":100,"reasoning_effort":"low"}"#, "keep one"),
    (#"{"like":"openai","headers":{"Authorization":"Bearer hush"}}"#, "authorises"),
    (#"{"like":"openai","headers":{"X-Api-Key":"hush"}}"#, "authorises"),
    (#"{"like":"openai","headers":{"X-A":"hush\r\nX-B: c"}}"#, "cannot be sent"),
    (#"{"like":"openai","key_file":"a","key_environment":"b"}"#, "two places"),
    (#"{"like":"openai","proxy":"http://user:hush@proxy:3128"}"#, "https_proxy"),
    (#"{"like":"openai","api_key":"hush"}"#, "has no field 'api_key'"),
  ])
  func `mistakes are told with what would be right, and never with a secret`(fields: String, words: String) throws {
    let error = try #require(throws: ModelError.self) { try profile(fields) }
    #expect(error.code == .configuration)
    #expect(error.message.hasPrefix("The model 'ward' "))
    #expect(error.message.contains(words))
    #expect(!error.message.contains("hush"))
  }

  @Test(arguments: [
    (#"{"models":{"a":{"like":"vllm"}}}"#, "segwarden: 1"), (#"{"segwarden":2,"models":{}}"#, "from 1 to 1"),
    (#"{"segwarden":1}"#, "names no model"), (#"{"segwarden":1,"model":{}}"#, "did you mean 'models'"),
  ])
  func `mistakes of the whole file are told`(text: String, words: String) throws {
    let error = try #require(throws: ModelError.self) { try ModelProfile.read(try JSONValue(parsing: text)) }
    #expect(error.message.contains(words))
  }

  @Test(arguments: [
    #"{"model":"other"}"#, #"{"temperature":1}"#, #"{"options":{"num_predict":1}}"#, #"{"options":1}"#,
  ])
  func `further fields may add to what is sent, and not change it`(body: String) throws {
    let profile = try profile(#"{"like":"ollama","model":"m","temperature":0,"body":\#(body)}"#)
    if body.contains("temperature") {
      // Ollama's temperature stands in `options`; at the top it is another field.
      #expect(throws: Never.self) { try RemoteModel(profile: profile, key: nil) }
    } else {
      let error = try #require(throws: ModelError.self) { try RemoteModel(profile: profile, key: nil) }
      #expect(error.code == .configuration && error.message.contains("set already"))
    }
  }

  @Test func `built-in profiles can be used as they are`() throws {
    let names = [
      "openai", "openai-responses", "vllm", "llama.cpp", "ollama", "ollama-openai", "lm-studio", "openrouter", "gemini",
      "anthropic",
    ]
    #expect(Set(ModelProfile.builtIn.map(\.name)) == Set(names))
    for var profile in ModelProfile.builtIn {
      profile.model = "m"
      let model = try RemoteModel(profile: profile, key: nil)
      #expect(model.name == "m")
      #expect(model.address.text.hasPrefix("https://") || model.address.isLoopback)
    }
    let error = try #require(throws: ModelError.self) { try ModelProfile.builtIn(named: "olama") }
    #expect(error.message.contains("did you mean 'ollama'"))
  }

  @Test func `a model without a name, or with one that cannot stand in a path, is refused`() throws {
    for name in [nil, "", "a b", "../x", "a?key=b", "m:n"] {
      var profile = try ModelProfile.builtIn(named: "gemini")
      profile.model = name
      let error = try #require(throws: ModelError.self) { try RemoteModel(profile: profile, key: nil) }
      #expect(error.code == .configuration)
    }
  }

  @Test func `the fingerprint tells what shapes answers, and holds no key`() throws {
    func fingerprint(_ fields: String) throws -> String {
      let profile = try profile(#"{"like":"vllm","model":"m"\#(fields)}"#)
      return try RemoteModel(profile: profile, key: Fixtures.key).fingerprint.text()
    }
    let plain = try fingerprint("")
    #expect(plain.contains("http://127.0.0.1:8000/v1/chat/completions") && !plain.contains("sk-test"))
    for shaping in [
      #""temperature":0"#, #""seed":1"#, #""logprobs":2"#, #""reasoning_effort":"low""#, #""reasoning_tokens":9"#,
      #""picture_detail":"low""#, #""schema_mode":"prompt""#, #""schema_subset":"full""#, #""body":{"top_p":1}"#,
      #""headers":{"X":"y"}"#, #""repair_turns":0"#, #""base_url":"http://127.0.0.1:1""#,
      #""token_limit_field":"max_completion_tokens""#,
    ] {
      #expect(try fingerprint("," + shaping) != plain)
    }
    // The way there does not matter.
    for other in [
      #""stream":true"#, #""retries":0"#, #""total_seconds":5"#, #""requests_at_a_time":1"#, #""proxy":"none""#,
    ] {
      #expect(try fingerprint("," + other) == plain)
    }
  }

  @Test func `pictures beyond the limits are not sent`() async throws {
    try await withServer([]) { server in
      var question = Fixtures.question
      question.parts = [.png([1, 2, 3]), .png([1])]
      for limit in ["count", "bytes"] {
        let model = try server.model { profile in
          if limit == "count" { profile.pictureCount = 1 } else { profile.pictureBytes = 2 }
        }
        let error = await #expect(throws: ModelError.self) { try await model.answer(question) }
        #expect(error?.code == .configuration)
      }
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `samples differ by their seed`() async throws {
    let good = try Fixtures.completion(Fixtures.good)
    try await withServer([ScriptedServer.Step](repeating: .answer(200, [], good), count: 4)) { server in
      var question = Fixtures.question
      for seed in [7, nil] {
        for sample in [0, 2] {
          question.sample = sample
          _ = try await server.model { $0.seed = seed }.answer(question)
        }
      }
      #expect(server.requests.map { $0.json["seed"]?.integer } == [7, 9, nil, nil])
    }
  }
}

/// Where keys come from.
@Suite struct KeyTests {
  private func key(_ change: (inout ModelProfile) -> Void, _ environment: [String: String], like: String = "openai")
    throws
    -> (key: String?, warning: String?)
  {
    var profile = try ModelProfile.builtIn(named: like)
    change(&profile)
    return try profile.key(environment: environment)
  }

  @Test(arguments: [
    ("openai", "OPENAI_API_KEY"), ("openai-responses", "OPENAI_API_KEY"), ("gemini", "GEMINI_API_KEY"),
    ("gemini", "GOOGLE_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY"), ("openrouter", "OPENROUTER_API_KEY"),
  ])
  func `the program's own variable comes first, then the provider's`(provider: String, variable: String) throws {
    #expect(try key({ _ in }, [variable: " theirs\n"], like: provider).key == "theirs")
    #expect(try key({ _ in }, [variable: "theirs", "SEGWARDEN_API_KEY": "ours"], like: provider).key == "ours")
    #expect(try key({ _ in }, [variable: "theirs", "SEGWARDEN_API_KEY": ""], like: provider).key == "theirs")
    #expect(try key({ _ in }, [:], like: provider).key == nil)
  }

  @Test func `a provider's key does not go to another server`() throws {
    let environment = ["OPENAI_API_KEY": "theirs", "ANTHROPIC_API_KEY": "theirs"]
    for address in ["http://127.0.0.1:8080/v1", "https://api.openai.com.example/v1", "https://other.example"] {
      #expect(try key({ $0.baseURL = address }, environment).key == nil)
    }
    #expect(try key({ $0.baseURL = "https://eu.api.openai.com/v1" }, environment).key == "theirs")
  }

  @Test func `a variable that a profile names is the only one, and must be set`() throws {
    let environment = ["WARD_KEY": "ward", "SEGWARDEN_API_KEY": "ours"]
    #expect(try key({ $0.keyVariable = "WARD_KEY" }, environment).key == "ward")
    let error = try #require(throws: ModelError.self) { try key({ $0.keyVariable = "NO_KEY" }, environment) }
    #expect(error.message.contains("NO_KEY") && !error.message.contains("ours"))
  }

  @Test func `a key file is read, and one that others can read is warned of`() throws {
    let scratch = try Scratch()
    let file = URL(filePath: try scratch.write("file-key\n", to: "key"))
    for (mode, isWarned) in [(0o600, false), (0o640, true), (0o604, true), (0o400, false)] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      let found = try key({ $0.keyFile = file.path }, ["SEGWARDEN_API_KEY": "ours"])
      #expect(found.key == "file-key")
      #expect((found.warning != nil) == isWarned)
    }
    try Data(" \n".utf8).write(to: file)
    for path in [file.path, "/nowhere/key"] {
      let error = try #require(throws: ModelError.self) { try key({ $0.keyFile = path }, [:]) }
      #expect(error.code == .configuration && !error.message.contains("/"))
    }
  }
}
