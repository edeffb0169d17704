#include "process_usage.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace auth::bench {

using namespace Qt::StringLiterals;

namespace {

struct Process {
    int parent = 0;
    double ticks = 0;
};

double microsPerTick() { return 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK)); }

// proc(5), /proc/PID/stat: the name in parentheses may hold anything, so fields are counted from the last ')'.
// The ticks are utime, stime and those of the children already waited for.
std::optional<Process> readProcess(const std::filesystem::path &folder)
{
    std::ifstream file(folder / "stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto nameEnd = text.rfind(')');
    if (nameEnd == std::string::npos)
        return {};
    std::istringstream fields(text.substr(nameEnd + 2));
    const std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
    if (words.size() < 15)
        return {};
    return Process{std::stoi(words[1]),
                   std::stod(words[11]) + std::stod(words[12]) + std::stod(words[13]) + std::stod(words[14])};
}

std::map<int, Process> allProcesses()
{
    std::map<int, Process> result;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c); }))
            continue;
        if (const auto process = readProcess(entry.path()))
            result.emplace(std::stoi(name), *process);
    }
    return result;
}

std::set<int> treeOf(int root, const std::map<int, Process> &all)
{
    std::set<int> tree{root};
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto &[pid, process] : all)
            grown |= tree.contains(process.parent) && tree.insert(pid).second;
    }
    return tree;
}

std::string procFile(int pid, const char *name) { return "/proc/" + std::to_string(pid) + '/' + name; }

double statusKb(int pid, const std::string &key)
{
    std::ifstream file(procFile(pid, "status"));
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(key))
            return std::stod(line.substr(key.size()));
    }
    return 0;
}

double cpuMicrosOf(int pid) { return pid ? usageOf(pid).cpuMicros : 0; }

double micros(const timeval &time)
{
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

} // namespace

ProcessUsage usageOf(int pid)
{
    const auto all = allProcesses();
    if (!all.contains(pid))
        return {};
    ProcessUsage usage;
    for (const int member : treeOf(pid, all)) {
        usage.cpuMicros += all.at(member).ticks * microsPerTick();
        usage.residentKb += statusKb(member, "VmRSS:");
        usage.peakKb += statusKb(member, "VmHWM:");
    }
    return usage;
}

void resetPeak(int pid)
{
    const auto all = allProcesses();
    for (const int member : treeOf(pid, all))
        std::ofstream(procFile(member, "clear_refs")) << "5\n"; // proc(5): 5 resets VmHWM and nothing else
}

double ownCpuMicros()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return micros(usage.ru_utime) + micros(usage.ru_stime);
}

UsageWindow::UsageWindow(int pid, int databasePid)
    : m_pid(pid), m_databasePid(databasePid), m_began(std::chrono::steady_clock::now()), m_machine(machine()),
      m_processMicros(cpuMicrosOf(pid)), m_databaseMicros(cpuMicrosOf(databasePid)), m_ownMicros(ownCpuMicros())
{
}

QJsonObject UsageWindow::close() const
{
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_began;
    const double process = cpuMicrosOf(m_pid) - m_processMicros;
    const double database = cpuMicrosOf(m_databasePid) - m_databaseMicros;
    const double own = ownCpuMicros() - m_ownMicros;
    const Machine now = machine();
    const double available = wall.count() * 1e6 * static_cast<double>(sysconf(_SC_NPROCESSORS_ONLN));
    const double foreign = now.busyMicros - m_machine.busyMicros - process - database - own;
    return {{u"seconds"_s, wall.count()},
            {u"server_cpu_us"_s, process},
            {u"database_cpu_us"_s, database},
            {u"own_cpu_us"_s, own},
            {u"foreign_pct"_s, std::max(0.0, foreign / available * 100)},
            {u"steal_pct"_s, (now.stolenMicros - m_machine.stolenMicros) / available * 100}};
}

// proc(5), /proc/stat, first line: user nice system idle iowait irq softirq steal.
UsageWindow::Machine UsageWindow::machine()
{
    std::ifstream file("/proc/stat");
    std::string label;
    std::array<double, 8> ticks{};
    file >> label;
    for (double &value : ticks)
        file >> value;
    const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
    return {busy * microsPerTick(), ticks[7] * microsPerTick()};
}

} // namespace auth::bench
