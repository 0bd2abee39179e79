package import JSON

extension ModelProfile {
  /// The profiles of a file: `{"segwarden": 1, "models": {NAME: {…}}}`. A profile begins `like` a built-in one or one
  /// that stands before it, or with an `interface`.
  ///
  /// Throws a `configuration` error for the first mistake; unknown fields are mistakes.
  package static func read(_ document: JSONValue) throws(ModelError) -> [ModelProfile] {
    let file = try ProfileFields(document, of: "The file of models", known: ["segwarden", "models"])
    guard try file.integer("segwarden", in: 1...1) != nil else {
      throw file.wrong("lacks 'segwarden: 1', the version of its form")
    }
    var profiles: [ModelProfile] = []
    for member in try file.members("models") ?? [] {
      profiles.append(try ModelProfile(named: member.name, reading: member.value, after: profiles))
    }
    guard !profiles.isEmpty else { throw file.wrong("names no model; add one under 'models'") }
    return profiles
  }

  /// One profile.
  package init(
    named name: String, reading value: JSONValue, after earlier: [ModelProfile] = []
  ) throws(ModelError) {
    let fields = try ProfileFields(value, of: "The model '\(name)'", known: Self.fields)
    let base = try fields.string("like")
    let interface = try fields.choice("interface", Interface.self)
    switch (base, interface) {
    case (let base?, nil):
      let candidates = earlier + Self.builtIn
      guard let profile = candidates.first(where: { $0.name == base }) else {
        throw fields.wrong(
          "is like '\(base)', which does not exist; \(NearestName.advice(base, among: candidates.map(\.name)))")
      }
      self = profile
      self.name = name
    case (nil, let interface?):
      guard let baseURL = try fields.string("base_url") else {
        throw fields.wrong("has an interface and no address; add 'base_url'")
      }
      self.init(name: name, interface: interface, baseURL: baseURL)
    default: throw fields.wrong("needs either 'like', a profile to start from, or 'interface'")
    }
    try apply(fields)
    try check(fields)
  }

  private static let fields = [
    "like", "interface", "base_url", "model", "key_environment", "key_file", "token_limit_field", "temperature", "seed",
    "logprobs", "reasoning_effort", "thinking", "reasoning_tokens", "answer_tokens", "pictures",
    "picture_detail", "picture_count", "picture_bytes",
    "schema_mode", "schema_subset", "stream", "store", "headers", "body", "requests_at_a_time", "requests_per_minute",
    "retries", "repair_turns", "connect_seconds", "total_seconds", "silent_seconds", "answer_bytes", "proxy", "ca_file",
  ]

  private mutating func apply(_ fields: ProfileFields) throws(ModelError) {
    baseURL = try fields.string("base_url") ?? baseURL
    model = try fields.string("model") ?? model
    keyVariable = try fields.string("key_environment") ?? keyVariable
    keyFile = try fields.string("key_file") ?? keyFile
    tokenLimitField = try fields.choice("token_limit_field", TokenLimitField.self) ?? tokenLimitField
    temperature = try fields.number("temperature", in: 0...(interface == .messages ? 1 : 2)) ?? temperature
    seed = try fields.integer("seed", in: 0...Int(Int32.max)) ?? seed
    alternatives = try fields.integer("logprobs", in: 0...20) ?? alternatives
    reasoningEffort = try fields.string("reasoning_effort") ?? reasoningEffort
    thinking = try fields.thinking("thinking") ?? thinking
    reasoningTokens = try fields.integer("reasoning_tokens", in: 0...1_000_000) ?? reasoningTokens
    capacity.answerTokens = try fields.integer("answer_tokens", in: 256...100_000) ?? capacity.answerTokens
    capacity.seesPictures = try fields.bool("pictures") ?? capacity.seesPictures
    pictureDetail = try fields.string("picture_detail") ?? pictureDetail
    pictureCount = try fields.integer("picture_count", in: 0...10_000) ?? pictureCount
    pictureBytes = try fields.integer("picture_bytes", in: 1...(1 << 30)) ?? pictureBytes
    schemaMode = try fields.choice("schema_mode", SchemaMode.self) ?? schemaMode
    schemaSubset = try fields.choice("schema_subset", SchemaSubset.self) ?? schemaSubset
    streams = try fields.bool("stream") ?? streams
    store = try fields.bool("store") ?? store
    if let members = try fields.members("headers") { headers = try Self.headers(members, fields) }
    if let members = try fields.members("body") { body = members }
    requestsAtATime = try fields.integer("requests_at_a_time", in: 1...1000) ?? requestsAtATime
    requestsPerMinute = try fields.integer("requests_per_minute", in: 1...100_000) ?? requestsPerMinute
    retries = try fields.integer("retries", in: 0...10) ?? retries
    repairTurns = try fields.integer("repair_turns", in: 0...10) ?? repairTurns
    limits.connectSeconds = try fields.integer("connect_seconds", in: 1...3600) ?? limits.connectSeconds
    limits.totalSeconds = try fields.integer("total_seconds", in: 1...86_400) ?? limits.totalSeconds
    limits.silentSeconds = try fields.integer("silent_seconds", in: 1...86_400) ?? limits.silentSeconds
    limits.maximumResponseBytes =
      try fields.integer("answer_bytes", in: 1024...(1 << 30)) ?? limits.maximumResponseBytes
    if let address = try fields.string("proxy") {
      guard !address.contains("@") else {
        throw fields.wrong("has a proxy with a user or password; keep these in the environment's https_proxy")
      }
      proxy = address == "none" ? .none : address == "environment" ? .environment : .address(address)
    }
    authorities = try fields.string("ca_file") ?? authorities
  }

  private static func headers(_ members: [JSONValue.Member], _ fields: ProfileFields) throws(ModelError) -> [HTTPHeader]
  {
    var headers: [HTTPHeader] = []
    for member in members {
      guard let value = member.value.string, HTTPHeader.isSendable(member.name, value) else {
        throw fields.wrong(
          "has a header '\(member.name.prefix(40))' that cannot be sent; give a name and one line of text")
      }
      guard !HTTPHeader.authorises(member.name) else {
        throw fields.wrong(
          "has a header '\(member.name)', which authorises; give the key by 'key_environment' or 'key_file'")
      }
      headers.append(HTTPHeader(member.name, value))
    }
    return headers
  }

  /// What an interface has no word for must not look as if it were said.
  private func check(_ fields: ProfileFields) throws(ModelError) {
    guard !name.isEmpty else { throw fields.wrong("has no name") }
    if keyVariable != nil, keyFile != nil {
      throw fields.wrong("has its key in two places; keep one of key_environment and key_file")
    }
    let unsaid: [(String, Bool, [Interface])] = [
      ("token_limit_field", tokenLimitField != nil, [.chatCompletions]),
      ("seed", seed != nil, [.chatCompletions, .gemini, .ollama]),
      ("logprobs", alternatives != nil, [.chatCompletions, .responses, .gemini]),
      ("thinking", thinking != nil, [.gemini, .messages, .ollama]),
      ("picture_detail", pictureDetail != nil, [.chatCompletions, .responses, .gemini]),
      ("store", store != nil, [.chatCompletions, .responses]),
      ("schema_mode: tool", schemaMode == .tool, [.messages]),
      ("schema_mode: json_object", schemaMode == .object, [.chatCompletions, .responses, .gemini, .ollama]),
    ]
    for (field, isSet, interfaces) in unsaid where isSet && !interfaces.contains(interface) {
      throw fields.wrong("sets '\(field)', which the interface \(interface.rawValue) does not have; remove it")
    }
    if interface == .messages {
      if case .budget(let tokens) = thinking, tokens < 1024 || tokens >= (reasoningTokens ?? 0) + 1024 {
        throw fields.wrong(
          "lets the model think for \(tokens) tokens; give at least 1024, and 'reasoning_tokens' of the same number so that room for the answer is left"
        )
      }
      if schemaMode == .tool, thinking != nil, thinking != .off {
        throw fields.wrong("thinks and must call a tool, which exclude each other; use schema_mode: json_schema")
      }
    }
    if interface == .ollama, case .budget = thinking {
      throw fields.wrong("gives a number of tokens to think; Ollama takes true or false, or a reasoning_effort")
    }
    if thinking != nil, reasoningEffort != nil, interface != .messages {
      throw fields.wrong("sets both 'thinking' and 'reasoning_effort'; keep one")
    }
  }
}
