// Preloaded into a process that must not outlive the one that started it: when that is gone, however it went, the
// channel between them closes and this process ends by itself.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

// What this process forks has a channel of its own, which may be all that keeps it alive at first.
const at = process.execArgv.indexOf(import.meta.url);
if (at > 0) process.execArgv.splice(at - 1, 2);
