// Lines of keys in texts that are hard to look through: each line ends with a key of a wrong type, and is expected to
// be named.

import Configuration
import Testing

struct KeyLineTests {
    @Test(arguments: [
        ("spool.settle = 1", 1),
        ("# [spool]\n\n  [ spool ] # comment\n\tsettle=1", 4),
        ("[spool]\r\nsettle = 1\r\n", 2),
        ("[spool]\n\"settle\" = 1", 2),
        ("[spool]\n'settle' = 1", 2),
        ("[spool]\npath = \"a # b\"\nsettle = 1", 3),
        ("[spool]\npath = 'a\\'\nsettle = 1", 3),
        ("[spool]\npath = \"a\\\"\\\\\"\nsettle = 1", 3),
        ("[spool]\npath = \"\"\"\nsettle = 2\n[\"\"\"\nsettle = 1", 5),
        ("[spool]\npath = \"\"\"a\"\"\"\"\"\nsettle = 1", 3),
        ("[spool]\npath = '''\n'\nsettle = 2'''\nsettle = 1", 5),
        ("[spool]\noperators = [ # one\n  \"a]\", # ] two\n\n]\nsettle = 1", 6),
        ("[spool]\noperators = []\nsettle = 1", 3),
    ])
    func aKeyIsFoundOnItsLine(text: String, line: Int) {
        let found = complaints(about: text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("cutoffd.toml:\(line): spool.settle: expected ") == true, "\(found)")
    }

    @Test func keysInsideAValueHaveTheValuesLine() {
        let text = "[[service]]\nid = \"a\"\nfee = { percent = 3 }"
        #expect(complaints(about: text).first?.hasPrefix("cutoffd.toml:3: service[1].fee.percent: ") == true)
    }

    @Test func tablesBelowAListOfTablesBelongToItsLast() {
        let text = """
            [[service]]
            id = "a"
            [[service]]
            id = "b"
            [service.fee]
            percent = 3
            """
        #expect(complaints(about: text).first?.hasPrefix("cutoffd.toml:6: service[2].fee.percent: ") == true)
    }
}
