// Preloaded into a process that must not outlive the one that started it: when that is gone, however it went, the
// channel between them closes and this process ends by itself.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
