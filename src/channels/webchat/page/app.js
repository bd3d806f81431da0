// The web chat's page. Written for browsers of 2018 (Chrome 61 on Android 8): no build step, no library.
(() => {
  var $ = (id) => document.getElementById(id);
  var words = JSON.parse($('words').textContent);
  var log = $('log');
  var text = $('text');
  var status = $('status');
  var lang = document.documentElement.lang;
  var seen = 0;
  var newest = null;
  var source = null;
  var speaking = null;
  var lastActAt = Date.now();
  var quietMs = Number(document.body.getAttribute('data-quiet-minutes')) * 60000;

  // ---- the outbox: what was written survives a lost connection and a closed tab -------------------------
  var outboxKey = 'banhoc.outbox';
  function readOutbox() {
    try {
      return JSON.parse(localStorage.getItem(outboxKey) || '[]');
    } catch (error) {
      return memory;
    }
  }
  var memory = [];
  function keepOutbox(list) {
    memory = list;
    try {
      localStorage.setItem(outboxKey, JSON.stringify(list));
    } catch (error) {
      /* private mode: memory serves */
    }
  }
  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      return null;
    }
  }
  function remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch (error) {
      /* private mode: asked again next time */
    }
  }
  function newId() {
    var bytes = new Uint8Array(12);
    (window.crypto || window.msCrypto).getRandomValues(bytes);
    return Array.prototype.map.call(bytes, (b) => ('0' + b.toString(16)).slice(-2)).join('');
  }

  var sending = false;
  var retryTimer = null;
  function flush() {
    if (sending) return;
    var next = readOutbox().filter((entry) => !entry.failed)[0];
    if (!next) return;
    sending = true;
    mark(next.body.id, words.sending);
    post('/chat/messages', next.body).then(
      (answer) => {
        sending = false;
        if (answer.status === 202) {
          drop(next.body.id);
          mark(next.body.id, words.sent);
          say('');
          connect();
          flush();
        } else if (answer.status === 503 || answer.status === 429 || answer.status >= 500) {
          say(words.busy);
          later(Number(answer.headers.get('Retry-After')) || 3);
        } else {
          answer.json().then(
            (told) => {
              fail(next.body.id, told.error);
            },
            () => {
              fail(next.body.id, words.failed);
            },
          );
        }
      },
      () => {
        sending = false;
        mark(next.body.id, words.waiting);
        say(navigator.onLine === false ? words.offline : words.reconnecting);
        later(3);
      },
    );
  }
  function later(seconds) {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(flush, seconds * 1000);
  }
  function drop(id) {
    keepOutbox(readOutbox().filter((entry) => entry.body.id !== id));
  }
  function fail(id, reason) {
    keepOutbox(
      readOutbox().map((entry) => {
        if (entry.body.id === id) entry.failed = true;
        return entry;
      }),
    );
    mark(id, reason, true);
  }
  function post(path, body) {
    return fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
  function queue(body, shown) {
    keepOutbox(readOutbox().concat([{ body: body, shown: shown }]));
    if (shown) showMine(body.id, shown);
    flush();
  }

  // ---- what is on the page ----------------------------------------------------------------------------
  function element(name, className, content) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (content !== undefined) made.textContent = content;
    return made;
  }
  function showMine(id, shown) {
    var item = element('li', 'mine');
    item.id = 'mine-' + id;
    item.appendChild(element('span', 'unseen', words.personSays + ' '));
    item.appendChild(element('p', '', shown));
    item.appendChild(element('span', 'state', words.sending));
    log.appendChild(item);
    item.scrollIntoView({ block: 'end' });
  }
  function mark(id, state, canRepeat) {
    var item = $('mine-' + id);
    if (!item) return;
    var line = item.querySelector('.state');
    line.textContent = state === words.sent ? '' : state;
    if (canRepeat) {
      var again = element('button', '', words.sendAgain);
      again.type = 'button';
      again.addEventListener('click', () => {
        keepOutbox(
          readOutbox().map((entry) => {
            if (entry.body.id === id) entry.failed = false;
            return entry;
          }),
        );
        flush();
      });
      line.appendChild(document.createTextNode(' '));
      line.appendChild(again);
    }
  }
  function show(message) {
    if (message.seq <= seen) return;
    seen = message.seq;
    if (newest) newest.classList.add('old');
    var item = element('li', 'bot');
    item.lang = message.lang || lang;
    item.appendChild(element('span', 'unseen', words.botSays + ' '));
    if (message.picture) {
      var picture = element('img');
      picture.src = message.picture.src;
      picture.alt = message.picture.alt;
      // Only now is its height known.
      picture.addEventListener('load', () => {
        if (item === newest) bringIntoView(item);
      });
      item.appendChild(picture);
    }
    if (message.heading) item.appendChild(element('h2', '', message.heading));
    item.appendChild(paragraph(message.body));
    if (message.readable) addListen(item, message);
    if (message.choices.length > 0) {
      var box = element('div', 'choices');
      message.choices.forEach((choice) => {
        box.appendChild(choiceButton(item, choice));
      });
      item.appendChild(box);
    }
    log.appendChild(item);
    newest = item;
    bringIntoView(item);
  }
  // Read from the beginning: a message taller than the free part of the screen shows its top.
  function bringIntoView(item) {
    var free =
      window.innerHeight - document.querySelector('header').offsetHeight - $('write').offsetHeight - 24;
    item.scrollIntoView({ block: item.offsetHeight > free ? 'start' : 'end' });
  }
  // The one address the bot itself gives to open: an official's way into the console.
  function paragraph(text) {
    var made = element('p', '');
    text.split(/(https?:\/\/\S+\/admin\/enter\/moi-[0-9a-f]{32}(?:\?lang=en)?)/).forEach((part, place) => {
      var piece = place % 2 === 0 ? document.createTextNode(part) : element('a', 'entrance', part);
      if (place % 2 === 1) {
        piece.href = part;
        piece.target = '_blank';
        piece.rel = 'noopener';
      }
      made.appendChild(piece);
    });
    return made;
  }
  function choiceButton(item, choice) {
    var button = element('button', '', choice.label);
    button.type = 'button';
    button.addEventListener('click', () => {
      if (item.getAttribute('data-waiting')) return;
      item.setAttribute('data-waiting', '1');
      button.classList.add('chosen');
      button.setAttribute('aria-pressed', 'true');
      setTimeout(() => {
        item.removeAttribute('data-waiting');
      }, 1500);
      queue({ id: newId(), choice: choice.id });
    });
    return button;
  }
  function say(line) {
    status.textContent = line;
    status.hidden = line === '';
  }

  // ---- reading aloud, where the device has a voice for it ----------------------------------------------
  function voiceFor(language) {
    if (!('speechSynthesis' in window)) return null;
    return (
      speechSynthesis.getVoices().filter((voice) => voice.lang.toLowerCase().indexOf(language) === 0)[0] ||
      null
    );
  }
  function addListen(item, message) {
    var language = message.lang || lang;
    var button = element('button', 'listen', '🔊 ' + words.listen);
    button.type = 'button';
    button.hidden = !message.voice && !voiceFor(language);
    button.setAttribute('data-voice', message.voice ? '' : language);
    button.addEventListener('click', () => {
      if (speaking) {
        var mine = speaking.button === button;
        speaking.stop();
        if (mine) return;
      }
      speak(button, message, language);
    });
    item.appendChild(button);
  }
  function speak(button, message, language) {
    var done = () => {
      button.textContent = '🔊 ' + words.listen;
      speaking = null;
    };
    button.textContent = '■ ' + words.stopListening;
    if (message.voice) {
      var audio = new Audio(message.voice.src);
      speaking = {
        button: button,
        stop: () => {
          audio.pause();
          done();
        },
      };
      audio.onended = done;
      audio.onerror = done;
      audio.play();
      return;
    }
    var spoken = new SpeechSynthesisUtterance((message.heading ? message.heading + '. ' : '') + message.body);
    spoken.voice = voiceFor(language);
    spoken.lang = language === 'vi' ? 'vi-VN' : 'en-US';
    spoken.rate = 0.9;
    spoken.onend = done;
    spoken.onerror = done;
    speaking = {
      button: button,
      stop: () => {
        speechSynthesis.cancel();
        done();
      },
    };
    speechSynthesis.speak(spoken);
  }
  if ('speechSynthesis' in window) {
    speechSynthesis.onvoiceschanged = () => {
      Array.prototype.forEach.call(document.querySelectorAll('.listen'), (button) => {
        var language = button.getAttribute('data-voice');
        if (language) button.hidden = !voiceFor(language);
      });
    };
  }

  // ---- listening to the bot ------------------------------------------------------------------------------
  function connect() {
    if (source && source.readyState !== 2) return;
    source = new EventSource('/chat/events?after=' + seen);
    source.onmessage = (event) => {
      say('');
      show(JSON.parse(event.data));
    };
    source.onopen = () => {
      if (readOutbox().length === 0) say('');
    };
    source.onerror = () => {
      say(navigator.onLine === false ? words.offline : words.reconnecting);
      if (source.readyState === 2) setTimeout(connect, 3000);
    };
  }
  window.addEventListener('online', () => {
    say('');
    connect();
    flush();
  });
  window.addEventListener('offline', () => {
    say(words.offline);
  });

  // ---- writing -----------------------------------------------------------------------------------------
  function grow() {
    text.style.height = 'auto';
    text.style.height = Math.min(text.scrollHeight + 4, 180) + 'px';
  }
  text.addEventListener('input', grow);
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  function submit() {
    var written = text.value.trim();
    if (written === '') return;
    if (written.length > 10000) {
      say(words.tooLong);
      return;
    }
    text.value = '';
    grow();
    queue({ id: newId(), text: written }, written);
  }
  $('write').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  // Number keys tap the newest message's buttons, as on a phone with keys.
  document.addEventListener('keydown', (event) => {
    if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.altKey || event.metaKey)
      return;
    if (!/^[1-9]$/.test(event.key) || !newest || isCovered()) return;
    var button = newest.querySelectorAll('.choices button')[Number(event.key) - 1];
    if (button) button.click();
  });

  // ---- covers: a quiet page folds, a paper code opens, somebody else begins -----------------------------
  var covers = ['fold', 'code', 'leave'];
  var before = null;
  function isCovered() {
    return covers.some((id) => !$(id).hidden);
  }
  function cover(id) {
    document.querySelector('.more').removeAttribute('open');
    if (!isCovered()) before = document.activeElement;
    covers.forEach((other) => {
      $(other).hidden = other !== id;
    });
    ['talk', 'write'].forEach((part) => {
      $(part).setAttribute('aria-hidden', 'true');
    });
    $(id).querySelector('input, button').focus();
  }
  function uncover() {
    covers.forEach((id) => {
      $(id).hidden = true;
    });
    ['talk', 'write'].forEach((part) => {
      $(part).removeAttribute('aria-hidden');
    });
    lastActAt = Date.now();
    if (before && before.focus) before.focus();
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isCovered() && $('fold').hidden) uncover();
    if (event.key === 'Tab' && isCovered()) keepInside(event);
  });
  function keepInside(event) {
    var open = covers.filter((id) => !$(id).hidden)[0];
    var stops = $(open).querySelectorAll('input, button');
    var first = stops[0];
    var last = stops[stops.length - 1];
    if (event.shiftKey && document.activeElement === first) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault();
      first.focus();
    }
  }
  ['click', 'keydown', 'touchstart', 'scroll'].forEach((kind) => {
    document.addEventListener(
      kind,
      () => {
        if (!isCovered()) lastActAt = Date.now();
      },
      { passive: true },
    );
  });
  function foldIfQuiet() {
    if (!isCovered() && seen > 0 && Date.now() - lastActAt >= quietMs) cover('fold');
  }
  setInterval(foldIfQuiet, Math.min(quietMs / 4, 15000));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      foldIfQuiet();
      connect();
      flush();
    }
  });
  $('fold-resume').addEventListener('click', uncover);
  $('fold-other').addEventListener('click', () => {
    cover('leave');
  });
  $('open-leave').addEventListener('click', () => {
    cover('leave');
  });
  $('leave-stay').addEventListener('click', uncover);
  $('leave-go').addEventListener('click', () => {
    post('/chat/leave', {}).then(
      () => {
        keepOutbox([]);
        location.replace('/');
      },
      () => {
        $('leave-problem').textContent = words.leaveFailed;
      },
    );
  });
  $('open-code').addEventListener('click', () => {
    cover('code');
  });
  $('code-cancel').addEventListener('click', uncover);
  $('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    var code = $('code-text').value.trim();
    if (code === '') {
      $('code-problem').textContent = words.codeMissing;
      return;
    }
    post('/chat/restore', { code: code }).then(
      (answer) => {
        if (answer.status === 204) {
          keepOutbox([]);
          location.replace('/');
          return;
        }
        answer.json().then((told) => {
          $('code-problem').textContent = told.error;
        });
      },
      () => {
        $('code-problem').textContent = words.codeFailed;
      },
    );
  });

  // ---- the start ----------------------------------------------------------------------------------------
  readOutbox().forEach((entry) => {
    if (entry.shown) showMine(entry.body.id, entry.shown);
  });
  var join = /[?&]j=([A-Za-z0-9_-]{1,64})/.exec(location.search);
  var opening = { id: 'open-' + newId(), open: true };
  if (join) opening.join = join[1];
  opening.lang = lang;
  // The page's other language was chosen: the bot is asked for it once, in words it knows.
  function askForLanguage() {
    var wanted = /[?&]lang=(vi|en)\b/.exec(location.search);
    if (!wanted || recall('banhoc.lang') === wanted[1]) return;
    remember('banhoc.lang', wanted[1]);
    queue({ id: newId(), text: wanted[1] === 'en' ? 'english' : 'tiếng việt' });
  }
  post('/chat/open', opening).then(
    () => {
      if (join) history.replaceState(null, '', '/');
      askForLanguage();
      connect();
      flush();
    },
    () => {
      say(words.offline);
      setTimeout(() => {
        location.reload();
      }, 5000);
    },
  );
})();
