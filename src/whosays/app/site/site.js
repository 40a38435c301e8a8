// Filters of the list and the map, on what is in the page already; without this script everything is shown.
(function () {
  'use strict'
  var form = document.getElementById('filters')
  var count = document.getElementById('count')
  if (!form) return
  form.hidden = false
  var rows = Array.prototype.slice.call(document.querySelectorAll('.ev'))
  var marks = Array.prototype.slice.call(document.querySelectorAll('.map [data-event]'))
  function choose() {
    var words = form.words.value.toLowerCase().trim()
    var shown = {}
    var n = 0
    rows.forEach(function (row) {
      var fits = (!words || row.textContent.toLowerCase().indexOf(words) >= 0) &&
        (!form.standing.value || row.dataset.standing === form.standing.value) &&
        (!form.type.value || row.dataset.type === form.type.value) &&
        Number(row.dataset.origins) >= Number(form.origins.value)
      row.hidden = !fits
      if (fits) { n += 1; shown[row.dataset.event] = true }
    })
    marks.forEach(function (mark) { mark.style.display = shown[mark.dataset.event] ? '' : 'none' })
    count.textContent = n + ' of ' + rows.length + ' events'
  }
  form.addEventListener('input', choose)
  form.addEventListener('submit', function (event) { event.preventDefault() })
  choose()
})()
