// (in work)

@main
struct Main {
    static func main() {}
}
