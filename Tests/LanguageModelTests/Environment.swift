#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Sets the proxy that programs take from the environment.
func setProxy(_ address: String) { setenv("http_proxy", address, 1) }

/// The base address of a real server to test against, if one is given.
let tinyServer = getenv("SEGWARDEN_TINY_LLM").map { String(cString: $0) }
